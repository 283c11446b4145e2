import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWEObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDHEncrypter;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import io.confluent.kafka.serializers.subject.TopicRecordNameStrategy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Asks for a terminal by Kafka alone, follows it until it is ready, keeps it alive, and closes it,
 * with Confluent's own serializer and no class of kube-terminal: {@code TOKEN=... java -cp ...
 * OpenTerminal.java [CLIENT.PROPERTIES]}.
 */
public final class OpenTerminal {

  private static final String API = System.getenv().getOrDefault("API", "http://127.0.0.1:8080");
  private static final String OWNER = System.getenv().getOrDefault("OWNER", "example");
  private static final String TOKEN = System.getenv().getOrDefault("TOKEN", "none");

  // The id is ours to choose: whoever asks again with the same one gets the same terminal.
  private final UUID id = UUID.randomUUID();
  private final CachedSchemaRegistryClient registry;
  private final KafkaProducer<String, Object> producer;
  private final KafkaConsumer<String, Object> consumer;
  private Iterator<ConsumerRecord<String, Object>> polled = Collections.emptyIterator();

  public static void main(String[] args) throws Exception {
    String file = args.length > 0 ? args[0] : ".kube-terminal/kafka-client.properties";
    Properties client = new Properties();
    try (var reader = Files.newBufferedReader(Path.of(file))) {
      client.load(reader);
    }
    Map<String, Object> settings = new HashMap<>();
    client.stringPropertyNames().forEach(name -> settings.put(name, client.getProperty(name)));
    new OpenTerminal(settings).run();
  }

  private OpenTerminal(Map<String, Object> settings) {
    registry =
        new CachedSchemaRegistryClient(
            settings.get("schema.registry.url").toString(), 20, settings);
    settings.put("value.subject.name.strategy", TopicRecordNameStrategy.class.getName());
    // A writer never changes the schemas: they are kube-terminal's.
    settings.put("auto.register.schemas", "false");
    settings.put("enable.idempotence", "true");
    settings.put("key.serializer", StringSerializer.class.getName());
    settings.put("value.serializer", KafkaAvroSerializer.class.getName());
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("value.deserializer", KafkaAvroDeserializer.class.getName());
    settings.put("isolation.level", "read_committed");
    producer = new KafkaProducer<>(settings);
    consumer = new KafkaConsumer<>(settings);
  }

  private void run() throws Exception {
    try (producer;
        consumer) {
      RecordMetadata appended = send("terminal-events", request());
      System.out.println("requested " + id);

      // All topics have the same number of partitions: the rows are where the request is.
      TopicPartition rows = new TopicPartition("terminals", appended.partition());
      consumer.assign(List.of(rows));
      consumer.seekToBeginning(List.of(rows));
      GenericRecord endpoint = (GenericRecord) follow("READY").get("endpoint");
      System.out.printf("ready at %s:%s%n", endpoint.get("host"), endpoint.get("port"));

      // As often as half of ttlSeconds, for as long as somebody is there.
      send("terminal-heartbeats", beat());
      System.out.println("beat");

      send("terminal-events", close());
      System.out.println("close requested");
      System.out.println("closed: " + follow("CLOSED").get("reason"));
    }
  }

  private GenericRecord request() throws Exception {
    Schema schema = schema("terminal-events", "TerminalRequested");
    return new GenericRecordBuilder(schema)
        .set("terminalId", id.toString())
        .set("owner", OWNER)
        .set("credentialKind", symbol(schema, "credentialKind", "TOKEN"))
        .set("sealedCredential", seal(TOKEN))
        .set("requestedAt", Instant.now().toEpochMilli())
        .build();
  }

  private GenericRecord beat() throws Exception {
    return new GenericRecordBuilder(schema("terminal-heartbeats", "Heartbeat"))
        .set("terminalId", id.toString())
        .set("sentAt", Instant.now().toEpochMilli())
        .build();
  }

  private GenericRecord close() throws Exception {
    Schema schema = schema("terminal-events", "TerminalCloseRequested");
    return new GenericRecordBuilder(schema)
        .set("terminalId", id.toString())
        .set("reason", symbol(schema, "reason", "USER"))
        .set("requestedBy", OWNER)
        .set("requestedAt", Instant.now().toEpochMilli())
        .build();
  }

  private Schema schema(String topic, String record) throws Exception {
    String subject = topic + "-io.kubeterminal.schema." + record;
    return new Schema.Parser().parse(registry.getLatestSchemaMetadata(subject).getSchema());
  }

  private static GenericData.EnumSymbol symbol(Schema schema, String field, String symbol) {
    return new GenericData.EnumSymbol(schema.getField(field).schema(), symbol);
  }

  /** Readable for the provisioner alone, and for this terminal alone. */
  private String seal(String token) throws Exception {
    ECKey key =
        JWKSet.load(URI.create(API + "/.well-known/jwks.json").toURL()).getKeys().stream()
            .filter(candidate -> candidate instanceof ECKey && candidate.getKeyID() != null)
            .findFirst()
            .orElseThrow(() -> new JOSEException("there is no key to seal to"))
            .toECKey();
    JWEObject sealed =
        new JWEObject(
            new JWEHeader.Builder(JWEAlgorithm.ECDH_ES_A256KW, EncryptionMethod.A256GCM)
                .keyID(key.getKeyID())
                .customParam("tid", id.toString())
                .build(),
            new Payload(token));
    sealed.encrypt(new ECDHEncrypter(key));
    return sealed.serialize();
  }

  private RecordMetadata send(String topic, GenericRecord record) throws Exception {
    return producer.send(new ProducerRecord<>(topic, id.toString(), record)).get();
  }

  /** The row in that phase; fails when the terminal ended before, or after a minute. */
  private GenericRecord follow(String phase) {
    Instant end = Instant.now().plusSeconds(60);
    while (Instant.now().isBefore(end)) {
      if (!polled.hasNext()) {
        polled = consumer.poll(Duration.ofMillis(500)).iterator();
        continue;
      }
      ConsumerRecord<String, Object> record = polled.next();
      // Other people's rows and tombstones are passed by.
      if (id.toString().equals(record.key()) && record.value() instanceof GenericRecord row) {
        String found = row.get("phase").toString();
        System.out.println("row: " + found);
        if (found.equals(phase)) {
          return row;
        }
        if (List.of("CLOSED", "FAILED").contains(found)) {
          throw new IllegalStateException(
              "ended instead: %s %s".formatted(row.get("reason"), row.get("message")));
        }
      }
    }
    throw new IllegalStateException("no row said " + phase + " in time");
  }
}
