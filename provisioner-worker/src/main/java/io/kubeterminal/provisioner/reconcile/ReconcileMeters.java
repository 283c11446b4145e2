package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.reconcile.Decision.Report;
import io.kubeterminal.provisioner.reconcile.Decision.ReportClosed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportFailed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportProgress;
import io.kubeterminal.provisioner.reconcile.Decision.ReportReady;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What is counted of the reconciliation. */
final class ReconcileMeters {

  static final String PREFIX = "terminal.provisioner.reconcile.";

  private final MeterRegistry meters;
  private final Timer ready;

  ReconcileMeters(MeterRegistry meters) {
    this.meters = meters;
    this.ready =
        Timer.builder(PREFIX + "ready")
            .description("From a request's arrival in the log until its terminal is ready")
            .register(meters);
  }

  void watch(IntSupplier queueDepth, IntSupplier rows) {
    meters.gauge(PREFIX + "queue", queueDepth, IntSupplier::getAsInt);
    meters.gauge(PREFIX + "rows", rows, IntSupplier::getAsInt);
  }

  void acted(Decision decision) {
    String action = decision.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    meters.counter(PREFIX + "actions", "action", action).increment();
  }

  void reported(Report report, TerminalRow row, Instant now) {
    acted(report);
    switch (report) {
      case ReportReady ready -> ready(row, now);
      case ReportFailed(EndReason reason, String words) ->
          meters.counter(PREFIX + "failures", "reason", reason.name()).increment();
      case ReportClosed closed -> {}
      case ReportProgress progress -> {}
    }
  }

  private void ready(TerminalRow row, Instant now) {
    if (row.getPhase() == Phase.REQUESTED) {
      // Two clocks are compared here, ours and the broker's.
      Duration took = Duration.between(row.getRequestedAt(), now);
      ready.record(took.isNegative() ? Duration.ZERO : took);
    }
  }

  /** A renewed credential could not be opened. */
  void unopened() {
    meters.counter(PREFIX + "credentials.unopened").increment();
  }

  /** The cluster was asked whether it takes a terminal's token. */
  void reviewed(String answer) {
    meters.counter(PREFIX + "reviews", "answer", answer).increment();
  }

  /** The cluster could not do something for now. */
  void unavailable() {
    meters.counter(PREFIX + "unavailable").increment();
  }

  /**
   * @param what missing: a row's objects are not all there; orphan: an object has no row
   */
  void swept(String what) {
    meters.counter(PREFIX + "sweep.found", "what", what).increment();
  }
}
