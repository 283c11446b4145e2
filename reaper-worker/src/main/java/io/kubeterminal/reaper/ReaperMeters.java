package io.kubeterminal.reaper;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/** What the reaper counts and measures, {@code terminal.reaper.*}. */
final class ReaperMeters {

  private final MeterRegistry registry;
  private final Counter warned;
  private final Timer expired;
  private final Counter tombstones;
  private final Counter replaced;
  private final Map<Integer, PartitionWatch> watches = new ConcurrentHashMap<>();

  /** Partitions that have their gauges: those stay, and show zero while the partition is away. */
  private final Set<Integer> shown = ConcurrentHashMap.newKeySet();

  ReaperMeters(MeterRegistry registry) {
    this.registry = registry;
    this.warned =
        Counter.builder("terminal.reaper.warned")
            .description("TerminalExpiring written")
            .register(registry);
    this.expired =
        Timer.builder("terminal.reaper.expired")
            .description("TerminalExpired written, and how long after the end of the TTL")
            .register(registry);
    this.tombstones =
        Counter.builder("terminal.reaper.tombstones")
            .description("Beats and beacons cleared")
            .register(registry);
    this.replaced =
        Counter.builder("terminal.reaper.threads.replaced")
            .description("Stream threads that died of something temporary")
            .register(registry);
  }

  /** A partition came; what it says is shown until it leaves. */
  void watched(int partition, PartitionWatch watch) {
    watches.put(partition, watch);
    if (!shown.add(partition)) {
      return;
    }
    gauge("terminal.reaper.tracked", "Live terminals", partition, PartitionWatch::tracked);
    gauge(
        "terminal.reaper.listening.seconds",
        "For how long somebody has listened without a gap; 0: nobody does",
        partition,
        watched -> watched.listeningTime().toMillis() / 1_000.0);
  }

  /** A partition left; another thread may have it already. */
  void unwatched(int partition, PartitionWatch watch) {
    watches.remove(partition, watch);
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
    registry.counter("terminal.reaper.refused", "topic", topic).increment();
  }

  void ignored(String what) {
    registry.counter("terminal.reaper.ignored", "what", what).increment();
  }

  void threadReplaced() {
    replaced.increment();
  }

  private void gauge(
      String name, String description, int partition, ToDoubleFunction<PartitionWatch> value) {
    Gauge.builder(
            name,
            watches,
            all -> {
              PartitionWatch watch = all.get(partition);
              return watch == null ? 0 : value.applyAsDouble(watch);
            })
        .description(description)
        .tag("partition", Integer.toString(partition))
        .register(registry);
  }
}
