package io.kubeterminal.telemetry;

import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** How far Kafka Streams is behind the end of a topic, in the partitions that it has. */
public final class StreamsLag {

  private StreamsLag() {}

  /**
   * Records not processed yet, as its consumers last heard; asks nobody.
   *
   * @param streams null: not started
   */
  public static double of(@Nullable KafkaStreams streams, String topic) {
    return streams == null ? 0 : of(streams.metrics().values(), topic);
  }

  static double of(Iterable<? extends Metric> metrics, String topic) {
    double lag = 0;
    for (Metric metric : metrics) {
      if (metric.metricName().name().equals("records-lag")
          && isReading(metric.metricName().tags(), topic)
          && metric.metricValue() instanceof Double records
          && Double.isFinite(records)) {
        lag += records;
      }
    }
    return lag;
  }

  /** What is restored into a store is not waiting to be processed. */
  private static boolean isReading(Map<String, String> tags, String topic) {
    return topic.equals(tags.get("topic"))
        && !tags.getOrDefault("client-id", "").contains("restore-consumer");
  }
}
