package io.kubeterminal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;

class StreamsLagTest {

  @Test
  void theLagOfATopicIsThatOfItsPartitionsWhichAreReadToProcessThem() {
    List<Metric> metrics =
        List.of(
            lag("a-consumer", "terminal-events", 3.0),
            lag("b-consumer", "terminal-events", 4.0),
            lag("b-consumer", "terminals", 50.0),
            lag("a-restore-consumer", "terminal-events", 1_000.0),
            lag("a-consumer", "terminal-events", Double.NaN),
            metric("records-lag-max", "a-consumer", "terminal-events", 9.0));

    assertThat(StreamsLag.of(metrics, "terminal-events")).isEqualTo(7);
    assertThat(StreamsLag.of(metrics, "terminals")).isEqualTo(50);
  }

  @Test
  void streamsThatAreNotStartedHaveNone() {
    assertThat(StreamsLag.of((KafkaStreams) null, "terminals")).isZero();
  }

  private static Metric lag(String client, String topic, double value) {
    return metric("records-lag", client, topic, value);
  }

  private static Metric metric(String name, String client, String topic, double value) {
    return new Metric() {
      @Override
      public MetricName metricName() {
        return new MetricName(name, "g", "", Map.of("client-id", client, "topic", topic));
      }

      @Override
      public Object metricValue() {
        return value;
      }
    };
  }
}
