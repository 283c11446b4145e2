package io.kubeterminal.reaper;

import io.kubeterminal.telemetry.Metric;
import io.kubeterminal.telemetry.StreamsLag;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What the reaper counts and measures, {@code terminal.reaper.*}. */
final class ReaperMeters {

  /** What a stranger may have erased in vain. */
  static final String BEAT_ERASED = "beat erased";

  static final String ROW_ERASED = "row erased";

  private static final List<String> READ =
      List.of(Topics.TERMINAL_HEARTBEATS.name(), Topics.TERMINALS.name());

  private final MeterRegistry registry;
  private final Counter beats;
  private final Counter warned;
  private final Timer expired;
  private final Counter tombstones;
  private final Counter replaced;
  private final Map<Integer, PartitionWatch> watches = new ConcurrentHashMap<>();

  /** Partitions that have their gauges: those stay, and show zero while the partition is away. */
  private final Set<Integer> shown = ConcurrentHashMap.newKeySet();

  ReaperMeters(MeterRegistry registry) {
    this.registry = registry;
    this.beats = ReaperMetrics.BEATS.counter(registry);
    this.warned = ReaperMetrics.WARNED.counter(registry);
    this.expired = ReaperMetrics.EXPIRED.timer(registry);
    this.tombstones = ReaperMetrics.TOMBSTONES.counter(registry);
    this.replaced = ReaperMetrics.THREADS_REPLACED.counter(registry);
    READ.forEach(topic -> ReaperMetrics.REFUSED.counter(registry, topic));
    ReaperMetrics.IGNORED.counter(registry, BEAT_ERASED);
    ReaperMetrics.IGNORED.counter(registry, ROW_ERASED);
  }

  /** Shows how far these streams are behind. */
  void reads(Supplier<@Nullable KafkaStreams> streams) {
    READ.forEach(
        topic ->
            ReaperMetrics.LAG.gauge(
                registry, streams, some -> StreamsLag.of(some.get(), topic), topic));
  }

  /** A partition came; what it says is shown until it leaves. */
  void watched(int partition, PartitionWatch watch) {
    watches.put(partition, watch);
    if (!shown.add(partition)) {
      return;
    }
    gauge(ReaperMetrics.TRACKED, partition, PartitionWatch::tracked);
    gauge(
        ReaperMetrics.LISTENING,
        partition,
        watched -> watched.listeningTime().toMillis() / 1_000.0);
  }

  /** A partition left; another thread may have it already. */
  void unwatched(int partition, PartitionWatch watch) {
    watches.remove(partition, watch);
  }

  void beat() {
    beats.increment();
  }

  void warned() {
    warned.increment();
  }

  void expired(long lagMillis) {
    expired.record(Duration.ofMillis(lagMillis));
  }

  void tombstone() {
    tombstones.increment();
  }

  void refused(String topic) {
    ReaperMetrics.REFUSED.counter(registry, topic).increment();
  }

  void ignored(String what) {
    ReaperMetrics.IGNORED.counter(registry, what).increment();
  }

  void threadReplaced() {
    replaced.increment();
  }

  private void gauge(Metric metric, int partition, ToDoubleFunction<PartitionWatch> value) {
    metric.gauge(
        registry,
        watches,
        all -> {
          PartitionWatch watch = all.get(partition);
          return watch == null ? 0 : value.applyAsDouble(watch);
        },
        Integer.toString(partition));
  }
}
