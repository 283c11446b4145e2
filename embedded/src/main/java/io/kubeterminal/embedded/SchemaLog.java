package io.kubeterminal.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.kubeterminal.embedded.RegistryEntry.Level;
import io.kubeterminal.embedded.RegistryEntry.Version;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The registry's log: the compacted topic {@code _schemas}, in the record format of Confluent's own
 * registry, so that one can take over from it. One writer at a time.
 */
final class SchemaLog implements AutoCloseable {

  static final String TOPIC = "_schemas";

  private static final TopicPartition PARTITION = new TopicPartition(TOPIC, 0);
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, Object> kafka;
  private final KafkaProducer<String, String> producer;

  /**
   * @param kafka where Kafka is, and what it wants to be shown
   */
  SchemaLog(Map<String, Object> kafka) {
    this.kafka = Map.copyOf(kafka);
    createTopic();
    Map<String, Object> writing = new HashMap<>(kafka);
    writing.put("acks", "all");
    writing.put("max.block.ms", 5_000);
    writing.put("request.timeout.ms", 3_000);
    writing.put("delivery.timeout.ms", 5_000);
    this.producer = new KafkaProducer<>(writing, new StringSerializer(), new StringSerializer());
  }

  /** Returns once Kafka has the entry. */
  void append(RegistryEntry entry) {
    ProducerRecord<String, String> record =
        new ProducerRecord<>(TOPIC, 0, key(entry).toString(), value(entry).toString());
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot write to " + TOPIC, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  /** Hands every entry written so far to {@code reader}, in order. */
  void read(Consumer<RegistryEntry> reader) {
    Map<String, Object> settings = new HashMap<>(kafka);
    settings.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(PARTITION));
      long end = consumer.endOffsets(List.of(PARTITION)).getOrDefault(PARTITION, 0L);
      while (consumer.position(PARTITION) < end) {
        ConsumerRecords<String, String> records = consumer.poll(PATIENCE);
        if (records.isEmpty()) {
          throw new KafkaException(TOPIC + " cannot be read: nothing came for " + PATIENCE);
        }
        records.forEach(record -> entry(record).ifPresent(reader));
      }
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }

  private void createTopic() {
    NewTopic topic =
        new NewTopic(TOPIC, Optional.of(1), Optional.empty())
            .configs(Map.of("cleanup.policy", "compact"));
    try (Admin admin = Admin.create(kafka)) {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw new KafkaException("cannot create " + TOPIC, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private static JsonNode key(RegistryEntry entry) {
    ObjectNode key = JSON.createObjectNode();
    return switch (entry) {
      case Version version ->
          key.put("keytype", "SCHEMA")
              .put("subject", version.subject())
              .put("version", version.version())
              .put("magic", 1);
      case Level level ->
          key.put("keytype", "CONFIG").put("subject", level.subject()).put("magic", 0);
    };
  }

  private static JsonNode value(RegistryEntry entry) {
    ObjectNode value = JSON.createObjectNode();
    return switch (entry) {
      case Version version ->
          value
              .put("subject", version.subject())
              .put("version", version.version())
              .put("id", version.id())
              .put("schema", version.schema())
              .put("deleted", version.deleted());
      case Level level -> value.put("compatibilityLevel", level.compatibility().name());
    };
  }

  /** Empty for the kinds of record that only Confluent's registry writes (NOOP, MODE, ...). */
  private static Optional<RegistryEntry> entry(ConsumerRecord<String, String> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    try {
      JsonNode key = JSON.readTree(record.key());
      JsonNode value = JSON.readTree(record.value());
      String subject = key.path("subject").textValue();
      return switch (key.path("keytype").asText()) {
        case "SCHEMA" ->
            Optional.of(
                new Version(
                    value.path("subject").asText(),
                    value.path("version").asInt(),
                    value.path("id").asInt(),
                    value.path("schema").asText(),
                    value.path("deleted").asBoolean()));
        case "CONFIG" ->
            Optional.of(
                new Level(subject, Compatibility.of(value.path("compatibilityLevel").asText())));
        default -> Optional.empty();
      };
    } catch (JsonProcessingException e) {
      throw new KafkaException("%s offset %d is not JSON".formatted(TOPIC, record.offset()), e);
    }
  }
}
