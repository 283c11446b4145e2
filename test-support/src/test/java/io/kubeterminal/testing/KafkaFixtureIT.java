package io.kubeterminal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.testing.RawRecords.Entry;
import io.kubeterminal.topic.Topics;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@KafkaTest
class KafkaFixtureIT {

  private static final String TOPIC = Topics.TERMINAL_HEARTBEATS.name();
  private static final UUID ID = UUID.fromString("6f1e7a39-8a5f-4a37-b7fa-0a9f4d8b6c11");
  private static final Heartbeat BEAT = new Heartbeat(ID, Instant.ofEpochMilli(1));

  @Test
  void there_is_one_shared_kafka_and_nobody_stops_it(KafkaFixture kafka) {
    assertThat(kafka).isSameAs(KafkaFixture.shared());
    assertThatThrownBy(kafka::stopKafka).hasMessageContaining("fresh()");
    assertThatThrownBy(kafka::close).hasMessageContaining("fresh()");
  }

  @Test
  void records_bytes_and_tombstones_go_in_and_come_out(KafkaFixture kafka) {
    kafka.createTopics(3);
    try (RawRecords records = new RawRecords(kafka)) {
      records.send(TOPIC, ID.toString(), BEAT);
      records.send(TOPIC, ID.toString(), null);
      assertThat(records.read(TOPIC))
          .containsExactly(new Entry(ID.toString(), BEAT), new Entry(ID.toString(), null));

      String deadLetters = Topics.TERMINAL_HEARTBEATS.deadLetters().name();
      records.sendBytes(deadLetters, null, new byte[] {7});
      assertThat(records.readBytes(deadLetters))
          .singleElement()
          .satisfies(record -> assertThat(record.value()).containsExactly(7));
      assertThat(records.read(Topics.TERMINALS.name())).isEqualTo(List.of());
    }
  }

  @Test
  void a_fresh_kafka_is_empty_and_can_be_stopped_and_started() {
    try (KafkaFixture kafka = KafkaFixture.fresh();
        RawRecords records = new RawRecords(kafka)) {
      String before = kafka.bootstrapServers();
      assertThat(before).isNotEqualTo(KafkaFixture.shared().bootstrapServers());
      kafka.createTopics(1);
      assertThat(records.read(TOPIC)).isEmpty();
      records.send(TOPIC, ID.toString(), BEAT);

      kafka.stopKafka();
      kafka.startKafka();
      assertThat(kafka.bootstrapServers()).isEqualTo(before);
      records.send(TOPIC, ID.toString(), BEAT);
      assertThat(records.read(TOPIC)).hasSize(2);
    }
  }
}
