package io.kubeterminal.provisioner.fold;

import io.kubeterminal.fold.Folded;
import io.micrometer.core.instrument.MeterRegistry;

/** What the fold counts. */
final class FoldCounters {

  private final MeterRegistry meters;

  FoldCounters(MeterRegistry meters) {
    this.meters = meters;
  }

  void ignored(Folded.Ignored ignored) {
    meters
        .counter(
            "terminal.fold.ignored",
            "event",
            ignored.event().recordName(),
            "phase",
            ignored.standing().name())
        .increment();
  }

  void refused() {
    meters.counter("terminal.fold.refused").increment();
  }

  /** A stream thread died and is replaced: its uncommitted work is done again. */
  void threadReplaced() {
    meters.counter("terminal.fold.threads.replaced").increment();
  }
}
