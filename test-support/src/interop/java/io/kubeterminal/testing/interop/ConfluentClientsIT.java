package io.kubeterminal.testing.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Confluent's own serializer and deserializer on the other side of a real Kafka and registry. */
@KafkaTest
class ConfluentClientsIT {

  private static final String THEIR_SERIALIZER =
      "io.confluent.kafka.serializers.KafkaAvroSerializer";
  private static final String THEIR_DESERIALIZER =
      "io.confluent.kafka.serializers.KafkaAvroDeserializer";
  private static final String TOPIC_RECORD_NAME =
      "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy";

  private final KafkaFixture kafka;
  private final String topic = "interop-" + UUID.randomUUID();

  ConfluentClientsIT(KafkaFixture kafka) throws Exception {
    this.kafka = kafka;
    try (Admin admin = Admin.create(kafka.clientSettings())) {
      admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
    }
  }

  static Stream<SpecificRecord> records() {
    return InteropRecords.all().stream();
  }

  @ParameterizedTest
  @MethodSource("records")
  void theirs_writes_and_ours_reads(SpecificRecord record) throws Exception {
    write(theirs(), record);
    assertThat(readOne(ours())).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("records")
  void ours_writes_and_theirs_reads(SpecificRecord record) throws Exception {
    write(ours(), record);
    Map<String, Object> specific = theirs();
    specific.put("specific.avro.reader", "true");
    assertThat(readOne(specific)).isEqualTo(record);

    assertThat(readOne(theirs()))
        .isInstanceOfSatisfying(
            GenericRecord.class,
            generic ->
                assertThat(generic.getSchema().getFullName())
                    .isEqualTo(record.getSchema().getFullName()));
  }

  @Test
  void a_reader_without_our_classes_sees_plain_values() throws Exception {
    write(ours(), InteropRecords.requested());
    GenericRecord generic = (GenericRecord) readOne(theirs());
    assertThat(generic.get("terminalId")).hasToString(InteropRecords.ID.toString());
    assertThat(generic.get("requestedAt")).isEqualTo(InteropRecords.TIME.toEpochMilli());
    assertThat(generic.get("credentialKind")).hasToString("TOKEN");
    assertThat(generic.get("ttlSeconds")).isEqualTo(600);
    assertThat(generic.get("image")).isNull();
  }

  @Test
  void both_use_the_same_subject_and_their_writer_keeps_to_the_level_ours_has_set()
      throws Exception {
    write(ours(), InteropRecords.requested());
    write(theirs(), InteropRecords.requested());
    String subject = topic + "-" + TerminalRequested.getClassSchema().getFullName();
    assertThat(get("/subjects")).contains("\"" + subject + "\"");
    // Theirs adds Java's string property to the schema: another version, which ours reads as well.
    assertThat(get("/subjects/" + subject + "/versions")).isEqualTo("[1,2]");
    assertThat(get("/config/" + subject)).contains("FULL_TRANSITIVE");
    assertThat(readAll(ours(), 2)).containsOnly(InteropRecords.requested());
  }

  /** Ours alone writes it: theirs (5.3.4) refuses null under this strategy of subject names. */
  @Test
  void a_tombstone_is_one_for_both() throws Exception {
    write(ours(), null);
    assertThat(readOne(ours())).isNull();
    assertThat(readOne(theirs())).isNull();
  }

  private Map<String, Object> ours() {
    Map<String, Object> settings = kafka.clientSettings();
    settings.put("value.serializer", RecordSerializer.class.getName());
    settings.put("value.deserializer", RecordDeserializer.class.getName());
    return settings;
  }

  private Map<String, Object> theirs() {
    Map<String, Object> settings = kafka.clientSettings();
    settings.put("value.serializer", THEIR_SERIALIZER);
    settings.put("value.deserializer", THEIR_DESERIALIZER);
    settings.put("value.subject.name.strategy", TOPIC_RECORD_NAME);
    return settings;
  }

  private void write(Map<String, Object> settings, SpecificRecord record)
      throws ExecutionException, InterruptedException {
    settings.put("key.serializer", StringSerializer.class.getName());
    try (KafkaProducer<String, SpecificRecord> producer = new KafkaProducer<>(settings)) {
      producer.send(new ProducerRecord<>(topic, "key", record)).get();
    }
  }

  private Object readOne(Map<String, Object> settings) {
    return readAll(settings, 1).getFirst();
  }

  private List<Object> readAll(Map<String, Object> settings, int count) {
    settings.put("key.deserializer", StringDeserializer.class.getName());
    settings.put("auto.offset.reset", "earliest");
    List<Object> values = new ArrayList<>();
    try (KafkaConsumer<String, Object> consumer = new KafkaConsumer<>(settings)) {
      consumer.assign(List.of(new TopicPartition(topic, 0)));
      for (int polls = 0; polls < 10 && values.size() < count; polls++) {
        for (ConsumerRecord<String, Object> record : consumer.poll(Duration.ofSeconds(2))) {
          values.add(record.value());
        }
      }
    }
    assertThat(values).hasSize(count);
    return values;
  }

  private String get(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      URI uri = URI.create(kafka.registryUrl() + path);
      return http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }
}
