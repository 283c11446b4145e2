package io.kubeterminal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaIT {

  private static final String TOPIC = "kept";

  @Test
  void what_was_written_is_there_after_a_restart_on_another_port_and_on_the_same(@TempDir Path dir)
      throws Exception {
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      create(kafka);
      write(kafka, "first", true);
      write(kafka, "aborted", false);
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir)) {
      port = kafka.port();
      write(kafka, "second", true);
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir, port)) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
      assertThat(read(kafka, 2)).containsExactly("first", "second");
    }
  }

  @Test
  void topics_appear_only_when_somebody_creates_them(@TempDir Path dir) {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir);
        Admin admin = Admin.create(client(kafka))) {
      assertThatThrownBy(
              () -> admin.describeTopics(List.of("nobody-made-it")).allTopicNames().get())
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }
  }

  @Test
  void a_dead_streams_worker_is_replaced_within_seconds(@TempDir Path dir) throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(dir);
        Admin admin = Admin.create(client(kafka))) {
      ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
      var settings = admin.describeConfigs(List.of(broker)).all().get().get(broker);
      assertThat(settings.get("group.streams.session.timeout.ms").value()).isEqualTo("6000");
      assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
          .as("the streams group protocol is switched on")
          .containsKey("streams.version");
    }
  }

  @Test
  void a_taken_port_is_named(@TempDir Path dir) throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThatThrownBy(() -> EmbeddedKafka.start(dir, taken.getLocalPort()))
          .isInstanceOf(KafkaException.class)
          .hasMessageContaining("port " + taken.getLocalPort());
    }
  }

  private static void create(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(client(kafka))) {
      admin
          .createTopics(List.of(new NewTopic(TOPIC, Optional.of(1), Optional.empty())))
          .all()
          .get();
    }
  }

  private static void write(EmbeddedKafka kafka, String value, boolean commit) {
    Map<String, Object> settings = client(kafka);
    settings.put("transactional.id", "writer");
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(new ProducerRecord<>(TOPIC, "key", value));
      if (commit) {
        producer.commitTransaction();
      } else {
        producer.abortTransaction();
      }
    }
  }

  private static List<String> read(EmbeddedKafka kafka, int count) {
    Map<String, Object> settings = client(kafka);
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    List<String> values = new ArrayList<>();
    try (var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(new TopicPartition(TOPIC, 0)));
      for (int polls = 0; polls < 20 && values.size() < count; polls++) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static Map<String, Object> client(EmbeddedKafka kafka) {
    return new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }
}
