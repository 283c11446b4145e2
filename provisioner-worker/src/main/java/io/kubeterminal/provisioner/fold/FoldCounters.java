package io.kubeterminal.provisioner.fold;

import io.kubeterminal.fold.Folded;
import io.kubeterminal.provisioner.ProvisionerMetrics;
import io.kubeterminal.telemetry.StreamsLag;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.apache.kafka.streams.KafkaStreams;
import org.jspecify.annotations.Nullable;

/** What the fold counts. */
final class FoldCounters {

  private final MeterRegistry meters;
  private final Counter refused;
  private final Counter replaced;

  FoldCounters(MeterRegistry meters) {
    this.meters = meters;
    this.refused = ProvisionerMetrics.REFUSED.counter(meters);
    this.replaced = ProvisionerMetrics.THREADS_REPLACED.counter(meters);
  }

  /** Shows how far these streams are behind. */
  void reads(Supplier<@Nullable KafkaStreams> streams) {
    ProvisionerMetrics.LAG.gauge(
        meters, streams, some -> StreamsLag.of(some.get(), Topics.TERMINAL_EVENTS.name()));
  }

  void ignored(Folded.Ignored ignored) {
    ProvisionerMetrics.IGNORED
        .counter(meters, ignored.event().recordName(), ignored.standing().name())
        .increment();
  }

  void refused() {
    refused.increment();
  }

  /** A stream thread died and is replaced: its uncommitted work is done again. */
  void threadReplaced() {
    replaced.increment();
  }
}
