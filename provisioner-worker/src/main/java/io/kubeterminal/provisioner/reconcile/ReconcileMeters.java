package io.kubeterminal.provisioner.reconcile;

import static io.kubeterminal.schema.EndReason.CRASHED;
import static io.kubeterminal.schema.EndReason.IMAGE_PULL;
import static io.kubeterminal.schema.EndReason.NODE_LOST;
import static io.kubeterminal.schema.EndReason.PROVISION_TIMEOUT;
import static io.kubeterminal.schema.EndReason.QUOTA;
import static io.kubeterminal.schema.EndReason.REFUSED;
import static io.kubeterminal.schema.EndReason.UNSCHEDULABLE;

import io.kubeterminal.provisioner.ProvisionerMetrics;
import io.kubeterminal.provisioner.cluster.TokenVerdict;
import io.kubeterminal.provisioner.reconcile.Decision.Apply;
import io.kubeterminal.provisioner.reconcile.Decision.Delete;
import io.kubeterminal.provisioner.reconcile.Decision.Renew;
import io.kubeterminal.provisioner.reconcile.Decision.Report;
import io.kubeterminal.provisioner.reconcile.Decision.ReportClosed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportFailed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportProgress;
import io.kubeterminal.provisioner.reconcile.Decision.ReportReady;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.IntSupplier;

/** What is counted of the reconciliation. */
final class ReconcileMeters {

  /** Found by the sweep: a row's objects are not all there. */
  static final String MISSING = "missing";

  /** Found by the sweep: an object has no row. */
  static final String ORPHAN = "orphan";

  private static final List<EndReason> OF_FAILURE =
      List.of(IMAGE_PULL, UNSCHEDULABLE, CRASHED, PROVISION_TIMEOUT, REFUSED, QUOTA, NODE_LOST);

  private static final List<Class<? extends Decision>> ACTIONS =
      List.of(
          Apply.class,
          Renew.class,
          Delete.class,
          ReportProgress.class,
          ReportReady.class,
          ReportFailed.class,
          ReportClosed.class);

  private final MeterRegistry meters;
  private final Timer ready;
  private final Counter unopened;
  private final Counter unavailable;

  ReconcileMeters(MeterRegistry meters) {
    this.meters = meters;
    this.ready = ProvisionerMetrics.READY.timer(meters);
    this.unopened = ProvisionerMetrics.UNOPENED.counter(meters);
    this.unavailable = ProvisionerMetrics.UNAVAILABLE.counter(meters);
    for (EndReason reason : OF_FAILURE) {
      ProvisionerMetrics.FAILURES.counter(meters, reason.name());
    }
    for (TokenVerdict verdict : TokenVerdict.values()) {
      ProvisionerMetrics.REVIEWS.counter(meters, word(verdict));
    }
    ACTIONS.forEach(action -> ProvisionerMetrics.ACTIONS.counter(meters, word(action)));
    ProvisionerMetrics.SWEPT.counter(meters, MISSING);
    ProvisionerMetrics.SWEPT.counter(meters, ORPHAN);
  }

  void watch(IntSupplier queueDepth, IntSupplier rows) {
    ProvisionerMetrics.QUEUE.gauge(meters, queueDepth, IntSupplier::getAsInt);
    ProvisionerMetrics.ROWS.gauge(meters, rows, IntSupplier::getAsInt);
  }

  void acted(Decision decision) {
    ProvisionerMetrics.ACTIONS.counter(meters, word(decision.getClass())).increment();
  }

  void reported(Report report, TerminalRow row, Instant now) {
    acted(report);
    switch (report) {
      case ReportReady ready -> ready(row, now);
      case ReportFailed(EndReason reason, String words) ->
          ProvisionerMetrics.FAILURES.counter(meters, reason.name()).increment();
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
    unopened.increment();
  }

  /** The cluster was asked whether it takes a terminal's token. */
  void reviewed(TokenVerdict verdict) {
    ProvisionerMetrics.REVIEWS.counter(meters, word(verdict)).increment();
  }

  /** The cluster could not do something for now. */
  void unavailable() {
    unavailable.increment();
  }

  /**
   * @param what {@link #MISSING} or {@link #ORPHAN}
   */
  void swept(String what) {
    ProvisionerMetrics.SWEPT.counter(meters, what).increment();
  }

  private static String word(Class<? extends Decision> action) {
    return action.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static String word(TokenVerdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }
}
