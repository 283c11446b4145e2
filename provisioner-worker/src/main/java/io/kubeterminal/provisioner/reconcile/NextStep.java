package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.provisioner.cluster.ClusterRefusal;
import io.kubeterminal.provisioner.cluster.ClusterUnavailable;
import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.provisioner.reconcile.Decision.Apply;
import io.kubeterminal.provisioner.reconcile.Decision.Delete;
import io.kubeterminal.provisioner.reconcile.Decision.LookAgain;
import io.kubeterminal.provisioner.reconcile.Decision.Nothing;
import io.kubeterminal.provisioner.reconcile.Decision.Renew;
import io.kubeterminal.provisioner.reconcile.Decision.Report;
import io.kubeterminal.provisioner.reconcile.Decision.ReportFailed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportProgress;
import io.kubeterminal.provisioner.reconcile.Outcome.Again;
import io.kubeterminal.provisioner.reconcile.Outcome.Done;
import io.kubeterminal.provisioner.reconcile.Outcome.Retry;
import io.kubeterminal.provisioner.reconcile.Rows.Held;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.CannotOpen;
import io.kubeterminal.sealing.CredentialVersion;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.telemetry.Stretch;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the next step with a terminal that has a row: asks {@link Decision} which, and does it. */
final class NextStep {

  private static final Logger log = LoggerFactory.getLogger(NextStep.class);

  private final Cluster cluster;
  private final Opener opener;
  private final Rows rows;
  private final Reports reports;
  private final Limits limits;
  private final InstantSource clock;
  private final ReconcileMeters meters;
  private final StepSpans spans;
  private final Unopened unopened = new Unopened();

  NextStep(
      Cluster cluster,
      Opener opener,
      Rows rows,
      Reports reports,
      Limits limits,
      InstantSource clock,
      ReconcileMeters meters,
      StepSpans spans) {
    this.cluster = cluster;
    this.opener = opener;
    this.rows = rows;
    this.reports = reports;
    this.limits = limits;
    this.clock = clock;
    this.meters = meters;
    this.spans = spans;
  }

  Decision decide(Held held) {
    ObservedTerminal observed = unopened.takenForNew(held, cluster.observe(held.terminalId()));
    return Decision.decide(held.row(), observed, clock.instant(), limits);
  }

  Outcome take(Held held) throws ClusterRefusal, ClusterUnavailable {
    Decision decision = decide(held);
    try (Stretch stretch = spans.begin(held.terminalId(), decision)) {
      try {
        return take(held, decision);
      } catch (ClusterRefusal | ClusterUnavailable | RuntimeException e) {
        stretch.failed(e.getClass().getSimpleName());
        throw e;
      }
    }
  }

  private Outcome take(Held held, Decision decision) throws ClusterRefusal, ClusterUnavailable {
    return switch (decision) {
      case Apply apply -> apply(held, apply);
      case Renew renew -> renew(held, renew);
      case Delete delete -> delete(held, delete);
      case Report report -> report(held, report);
      case LookAgain(Instant at) -> new Again(at);
      case Nothing() -> rest(held);
    };
  }

  /** What became of a report of progress changes nothing in when the terminal is looked at. */
  private Outcome report(Held held, Report report) {
    Outcome outcome = reports.make(held, report);
    return report instanceof ReportProgress(var step, Instant lookAgain)
            && outcome instanceof Again(Instant at)
            && lookAgain.isBefore(at)
        ? new Again(lookAgain)
        : outcome;
  }

  private Outcome apply(Held held, Apply apply) throws ClusterUnavailable {
    if (!rows.isCurrent(held)) {
      return new Done();
    }
    meters.acted(apply);
    try {
      cluster.apply(desired(held.row()));
    } catch (CannotOpen e) {
      String words = "the credential cannot be opened: " + e.getMessage();
      return reports.make(held, new ReportFailed(EndReason.REFUSED, words));
    } catch (ClusterRefusal e) {
      return reports.make(
          held, new ReportFailed(EndReason.REFUSED, String.valueOf(e.getMessage())));
    }
    return afterwards(held);
  }

  /** A newer credential that is not to be had takes nothing from a terminal that has one. */
  private Outcome renew(Held held, Renew renew) throws ClusterRefusal, ClusterUnavailable {
    if (!rows.isCurrent(held)) {
      return new Done();
    }
    meters.acted(renew);
    try {
      cluster.renew(desired(held.row()));
    } catch (CannotOpen e) {
      unopened.add(held);
      meters.unopened();
      log.atWarn()
          .addKeyValue("terminal", held.terminalId())
          .addKeyValue("reason", e.getMessage())
          .log("A renewed credential cannot be opened, and the one before it stays");
    }
    return afterwards(held);
  }

  private Outcome delete(Held held, Delete delete) throws ClusterRefusal, ClusterUnavailable {
    if (!rows.isCurrent(held)) {
      return new Done();
    }
    meters.acted(delete);
    cluster.delete(held.terminalId());
    return afterwards(held);
  }

  /** What was done is seen at once; what it did not achieve is not tried again right away. */
  private Outcome afterwards(Held held) {
    return switch (decide(held)) {
      case Apply apply -> new Retry(null);
      case Renew renew -> new Retry(null);
      case Delete delete -> new Retry(null);
      case Report report -> report(held, report);
      case LookAgain(Instant at) -> new Again(at);
      case Nothing() -> rest(held);
    };
  }

  /** A terminal that ended, and of which nothing is left, need not be remembered. */
  private Outcome rest(Held held) {
    Phase phase = held.row().getPhase();
    if (phase == Phase.CLOSED || phase == Phase.FAILED) {
      rows.remove(held);
    }
    return new Done();
  }

  private DesiredTerminal desired(TerminalRow row) throws CannotOpen {
    String sealed = row.getSealedCredential();
    if (sealed == null || row.getCredentialKind() == CredentialKind.UNKNOWN) {
      throw new CannotOpen("it is missing, or of a kind that is not known here");
    }
    return new DesiredTerminal(
        row.getTerminalId(),
        row.getOwner(),
        row.getDisplayName(),
        row.getNamespace(),
        row.getCredentialKind(),
        opener.open(row.getTerminalId(), sealed),
        CredentialVersion.of(sealed),
        row.getImage());
  }
}
