package io.kubeterminal.fold;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.CredentialVersion;
import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The one rule of state: {@code row' = fold(row, event, appendTime)}. It is pure and takes every
 * time from the event's append time, so a replay of the log comes to byte-equal rows.
 */
public final class Fold {

  /** How many characters of Kubernetes' words a row keeps; the log keeps them all. */
  static final int MESSAGE_LENGTH = 1_024;

  private Fold() {}

  /**
   * @param row the newest row of the event's terminal; null: there is none
   * @param event an event that {@link EventReader} let pass
   */
  public static Folded fold(@Nullable TerminalRow row, SpecificRecord event, Instant appendTime) {
    Standing standing = Standing.of(row);
    EventKind kind = EventKind.of(event).orElseThrow();
    Step step = Transitions.of(standing, kind);
    if (step == Step.IGNORE) {
      return new Folded.Ignored(standing, kind);
    }
    if (step == Step.CLOSE && isOfAnotherCredential((TerminalCloseRequested) event, row)) {
      return new Folded.Ignored(standing, kind);
    }
    TerminalRow next = take(step, row, event, appendTime);
    return next.equals(row) ? new Folded.Ignored(standing, kind) : new Folded.Changed(next);
  }

  /** A credential that was renewed while somebody judged the one before it stands. */
  private static boolean isOfAnotherCredential(
      TerminalCloseRequested close, @Nullable TerminalRow row) {
    String version = close.getSealedVersion();
    String sealed = requireNonNull(row).getSealedCredential();
    return version != null && (sealed == null || !version.equals(CredentialVersion.of(sealed)));
  }

  private static TerminalRow take(
      Step step, @Nullable TerminalRow row, SpecificRecord event, Instant at) {
    if (step == Step.OPEN) {
      return open((TerminalRequested) event, at);
    }
    TerminalRow.Builder next = TerminalRow.newBuilder(requireNonNull(row));
    step.to().ifPresent(next::setPhase);
    switch (step) {
      case ADVANCE -> advance(next, ((TerminalProgressed) event).getStep());
      case ANSWER -> next.setReadyAt(at).setEndpoint(((TerminalReady) event).getEndpoint());
      case MOVE -> next.setEndpoint(((TerminalReady) event).getEndpoint());
      case REPLACE, RENEW -> renew(next, (TerminalCredentialRenewed) event);
      case WARN -> next.setExpiringAt(at);
      case CLOSE -> end(next, ((TerminalCloseRequested) event).getReason());
      case EXPIRE -> end(next, ((TerminalExpired) event).getReason());
      case SETTLE -> next.setEndedAt(at);
      case FAIL -> fail(next, (TerminalFailed) event, at);
      case OPEN, IGNORE -> throw new IllegalStateException(step + " changes no row");
    }
    return next.build();
  }

  private static TerminalRow open(TerminalRequested request, Instant at) {
    return TerminalRow.newBuilder()
        .setTerminalId(request.getTerminalId())
        .setPhase(Phase.REQUESTED)
        .setOwner(request.getOwner())
        .setNamespace(request.getNamespace())
        .setCredentialKind(request.getCredentialKind())
        .setSealedCredential(request.getSealedCredential())
        .setImage(request.getImage())
        .setTtlSeconds(request.getTtlSeconds())
        .setDisplayName(request.getDisplayName())
        .setLifetimeSeconds(request.getLifetimeSeconds())
        .setRequestFingerprint(request.getRequestFingerprint())
        .setRequestedAt(at)
        .build();
  }

  private static void advance(TerminalRow.Builder next, CreationStep step) {
    if (Progress.isFurther(step, next.getProgress())) {
      next.setProgress(step);
    }
  }

  /** A pod is made for one kind of credential; another kind would reach nobody in it. */
  private static void renew(TerminalRow.Builder next, TerminalCredentialRenewed renewed) {
    if (renewed.getCredentialKind() == next.getCredentialKind()) {
      next.setSealedCredential(renewed.getSealedCredential());
    }
  }

  private static void end(TerminalRow.Builder next, EndReason reason) {
    next.setReason(reason).setEndpoint(null).setSealedCredential(null);
  }

  private static void fail(TerminalRow.Builder next, TerminalFailed failed, Instant at) {
    end(next, failed.getReason());
    next.setMessage(shortened(failed.getMessage())).setEndedAt(at);
  }

  /** Refusing a failure for its length would leave its terminal waiting for ever. */
  private static String shortened(String message) {
    if (message.length() <= MESSAGE_LENGTH) {
      return message;
    }
    boolean splitsPair = Character.isHighSurrogate(message.charAt(MESSAGE_LENGTH - 1));
    return message.substring(0, splitsPair ? MESSAGE_LENGTH - 1 : MESSAGE_LENGTH);
  }
}
