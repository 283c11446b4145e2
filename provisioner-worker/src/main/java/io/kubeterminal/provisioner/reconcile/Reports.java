package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.reconcile.Decision.Report;
import io.kubeterminal.provisioner.reconcile.Decision.ReportClosed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportFailed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportProgress;
import io.kubeterminal.provisioner.reconcile.Decision.ReportReady;
import io.kubeterminal.provisioner.reconcile.Outcome.Again;
import io.kubeterminal.provisioner.reconcile.Outcome.Done;
import io.kubeterminal.provisioner.reconcile.Rows.Held;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was learned into the log, once. Between an event and its row lies a moment in which
 * the same thing is seen again; it is not written again then.
 */
final class Reports {

  /**
   * @param about the endpoint or step, or just the kind of event: a failure is one, whatever its
   *     words
   */
  private record Made(TerminalRow row, Object about, Instant until) {

    /** Of a row that is still REQUESTED only its progress has changed. */
    boolean holdsFor(@Nullable TerminalRow now) {
      return now == row
          || (now != null
              && now.getPhase() == Phase.REQUESTED
              && row.getPhase() == Phase.REQUESTED);
    }
  }

  private static final Logger log = LoggerFactory.getLogger(Reports.class);

  /** TerminalFailed holds no more. */
  private static final int LONGEST_MESSAGE = 1_024;

  private final EventLog events;
  private final Rows rows;
  private final Duration again;
  private final InstantSource clock;
  private final ReconcileMeters meters;
  private final Map<UUID, Made> pending = new ConcurrentHashMap<>();
  private Consumer<UUID> onFailure = terminalId -> {};

  /**
   * @param again after how long the same is reported again, if the row has not changed by then
   */
  Reports(EventLog events, Rows rows, Duration again, InstantSource clock, ReconcileMeters meters) {
    this.events = events;
    this.rows = rows;
    this.again = again;
    this.clock = clock;
    this.meters = meters;
  }

  /** Is told of each terminal whose report did not get through. */
  void onFailure(Consumer<UUID> listener) {
    this.onFailure = listener;
  }

  /** Reports, unless that is done already, and has the terminal looked at again later. */
  Outcome make(Held held, Report report) {
    Instant now = clock.instant();
    UUID terminalId = held.terminalId();
    Made before = pending.get(terminalId);
    if (before != null
        && before.holdsFor(held.row())
        && before.about().equals(about(report))
        && now.isBefore(before.until())) {
      return new Again(before.until());
    }
    Made made = new Made(held.row(), about(report), now.plus(again));
    pending.put(terminalId, made);
    if (!rows.isCurrent(held)) {
      pending.remove(terminalId, made);
      return new Done();
    }
    events
        .append(terminalId, event(terminalId, report, now))
        .whenComplete((acknowledged, failure) -> settle(held, made, report, failure));
    return new Again(made.until());
  }

  private void settle(Held held, Made made, Report report, @Nullable Throwable failure) {
    UUID terminalId = held.terminalId();
    if (failure == null) {
      meters.reported(report, held.row(), clock.instant());
      return;
    }
    log.atWarn()
        .addKeyValue("terminal", terminalId)
        .addKeyValue("event", report.getClass().getSimpleName())
        .setCause(failure)
        .log("An event could not be written, and is written again");
    if (pending.remove(terminalId, made)) {
      onFailure.accept(terminalId);
    }
  }

  /** The row has changed: unless that was bare progress, what is seen now is to be told. */
  void changed(UUID terminalId, @Nullable TerminalRow row) {
    pending.computeIfPresent(terminalId, (id, made) -> made.holdsFor(row) ? made : null);
  }

  /** The row is no longer ours. */
  void forget(UUID terminalId) {
    pending.remove(terminalId);
  }

  private static Object about(Report report) {
    return switch (report) {
      case ReportReady(var endpoint) -> endpoint;
      case ReportFailed failed -> ReportFailed.class;
      case ReportClosed closed -> ReportClosed.class;
      case ReportProgress(var step, var lookAgain) -> step;
    };
  }

  private static SpecificRecord event(UUID terminalId, Report report, Instant now) {
    return switch (report) {
      case ReportReady(var endpoint) -> new TerminalReady(terminalId, endpoint, now);
      case ReportFailed(var reason, String words) ->
          new TerminalFailed(terminalId, reason, bounded(words), now);
      case ReportClosed() -> new TerminalClosed(terminalId, now);
      case ReportProgress(var step, var lookAgain) -> new TerminalProgressed(terminalId, step, now);
    };
  }

  private static String bounded(String words) {
    return words.length() <= LONGEST_MESSAGE ? words : words.substring(0, LONGEST_MESSAGE);
  }
}
