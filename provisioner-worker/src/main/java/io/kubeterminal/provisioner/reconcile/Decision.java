package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.fold.Progress;
import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.cluster.Problem;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.CredentialVersion;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What to do about a terminal next. */
sealed interface Decision {

  record Apply() implements Decision {}

  /** It has another credential than its row. */
  record Renew() implements Decision {}

  record Delete() implements Decision {}

  /** Something was learned that belongs into the log. */
  sealed interface Report extends Decision {}

  record ReportReady(Endpoint endpoint) implements Report {}

  /**
   * @param words of whoever noticed
   */
  record ReportFailed(EndReason reason, String words) implements Report {}

  record ReportClosed() implements Report {}

  /**
   * @param lookAgain when to look again, whatever becomes of the report
   */
  record ReportProgress(CreationStep step, Instant lookAgain) implements Report {}

  /** Nothing to do until something changes, or until then. */
  record LookAgain(Instant at) implements Decision {}

  record Nothing() implements Decision {}

  /** When to look again at what only somebody else can move on. */
  Duration SOMETIME = Duration.ofSeconds(30);

  /**
   * @param row null: nobody wants such a terminal
   */
  static Decision decide(
      @Nullable TerminalRow row, ObservedTerminal observed, Instant now, Limits limits) {
    if (row == null) {
      return unwanted(observed, now);
    }
    return switch (row.getPhase()) {
      case REQUESTED -> progress(row, observed, requested(row, observed, now, limits));
      case READY -> ready(row, observed, now, limits);
      case CLOSING -> observed.gone() ? new ReportClosed() : unwanted(observed, now);
      case CLOSED, FAILED -> unwanted(observed, now);
      // A newer version wrote it, and knows better.
      case UNKNOWN -> new Nothing();
    };
  }

  private static Decision unwanted(ObservedTerminal observed, Instant now) {
    if (observed.gone()) {
      return new Nothing();
    }
    return observed.onlyLeaving() ? new LookAgain(now.plus(SOMETIME)) : new Delete();
  }

  private static Decision requested(
      TerminalRow row, ObservedTerminal observed, Instant now, Limits limits) {
    if (observed.leaving().isEmpty() && !observed.complete()) {
      return new Apply();
    }
    if (observed.leaving().isEmpty() && outdated(row, observed)) {
      return new Renew();
    }
    if (observed.leaving().isEmpty() && observed.endpoint() != null) {
      return new ReportReady(observed.endpoint());
    }
    Problem problem = observed.problem();
    if (problem != null && problem.restarts() >= limits.restarts()) {
      return new ReportFailed(problem.reason(), problem.words());
    }
    Decision patient = patient(problem, now, limits);
    Instant createdAt = observed.createdAt();
    if (createdAt == null || patient instanceof ReportFailed) {
      return patient;
    }
    Instant deadline = createdAt.plus(limits.provision());
    return now.isBefore(deadline)
        ? soonerOf(patient, deadline)
        : new ReportFailed(EndReason.PROVISION_TIMEOUT, late(problem, limits));
  }

  /** How far it has come is told only where there is nothing to do but wait. */
  private static Decision progress(TerminalRow row, ObservedTerminal observed, Decision otherwise) {
    CreationStep step = observed.progress();
    return otherwise instanceof LookAgain(Instant at)
            && step != null
            && observed.leaving().isEmpty()
            && Progress.isFurther(step, row.getProgress())
        ? new ReportProgress(step, at)
        : otherwise;
  }

  private static Decision ready(
      TerminalRow row, ObservedTerminal observed, Instant now, Limits limits) {
    if (!observed.leaving().isEmpty()) {
      return new LookAgain(now.plus(SOMETIME));
    }
    if (!observed.complete()) {
      return new Apply();
    }
    if (outdated(row, observed)) {
      return new Renew();
    }
    Endpoint endpoint = observed.endpoint();
    if (endpoint == null) {
      return patient(observed.problem(), now, limits);
    }
    return endpoint.equals(row.getEndpoint()) ? new Nothing() : new ReportReady(endpoint);
  }

  private static boolean outdated(TerminalRow row, ObservedTerminal observed) {
    String sealed = row.getSealedCredential();
    return sealed != null
        && observed.credentialVersion() != null
        && !observed.credentialVersion().equals(CredentialVersion.of(sealed));
  }

  private static Decision patient(@Nullable Problem problem, Instant now, Limits limits) {
    if (problem == null) {
      return new LookAgain(now.plus(SOMETIME));
    }
    Instant end = problem.since().plus(limits.patience(problem.reason()));
    return now.isBefore(end)
        ? new LookAgain(end)
        : new ReportFailed(problem.reason(), problem.words());
  }

  private static Decision soonerOf(Decision patient, Instant deadline) {
    return patient instanceof LookAgain(Instant at) && at.isBefore(deadline)
        ? patient
        : new LookAgain(deadline);
  }

  private static String late(@Nullable Problem problem, Limits limits) {
    String late = "not ready within " + limits.provision().toSeconds() + " s";
    return problem == null ? late : late + ": " + problem.words();
  }
}
