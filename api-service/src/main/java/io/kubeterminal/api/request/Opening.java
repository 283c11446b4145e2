package io.kubeterminal.api.request;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.api.ApiMetrics;
import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.limits.Admission;
import io.kubeterminal.api.limits.Limits;
import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Opens terminals: writes the request, waits for its row, and lets the log decide who was first.
 */
@Component
class Opening {

  private final Publisher publisher;
  private final TerminalView view;
  private final Sealer sealer;
  private final Limits limits;
  private final InstantSource clock;
  private final int longest;
  private final Duration rowWait;
  private final Semaphore waiting;

  Opening(
      Publisher publisher,
      TerminalView view,
      Sealer sealer,
      Limits limits,
      InstantSource clock,
      ApiSettings settings,
      MeterRegistry metrics) {
    this.publisher = publisher;
    this.view = view;
    this.sealer = sealer;
    this.limits = limits;
    this.clock = clock;
    this.longest = (int) settings.maxLifetime().toSeconds();
    this.rowWait = settings.rowWait();
    this.waiting = new Semaphore(settings.maxWaiting());
    ApiMetrics.WAITING.gauge(
        metrics, waiting, places -> settings.maxWaiting() - places.availablePermits());
  }

  /**
   * @param idempotencyKey names the request; the same owner and key always mean the same terminal
   * @param wait how long to wait for the terminal to be ready; zero: only for its row
   */
  Opened open(OpenRequest request, @Nullable String idempotencyKey, Duration wait) {
    if (!waiting.tryAcquire()) {
      return new Opened.NotAcknowledged(Publisher.Cause.BUSY);
    }
    try {
      UUID id = TerminalIds.of(request.owner(), idempotencyKey);
      String fingerprint = idempotencyKey == null ? null : request.fingerprint();
      Terminal known = idempotencyKey == null ? null : view.find(id);
      return known == null
          ? begin(id, request, fingerprint, wait)
          : conclude(known, request.owner(), fingerprint, wait);
    } finally {
      waiting.release();
    }
  }

  private Opened begin(UUID id, OpenRequest request, @Nullable String fingerprint, Duration wait) {
    String owner = request.owner();
    Admission admission = limits.admit(owner, id);
    if (!(admission instanceof Admission.Admitted)) {
      return new Opened.TooMuch(admission);
    }
    Terminal expected = null;
    Outcome outcome = new Unavailable(Publisher.Cause.KAFKA);
    try {
      TerminalRequested event = event(id, request, fingerprint);
      outcome = publisher.publish(Topics.TERMINAL_EVENTS, id, event);
      if (outcome instanceof Acknowledged(Instant appendedAt)) {
        expected = view.expect(id, row(event, appendedAt));
      }
    } finally {
      limits.told(owner, id, outcome);
    }
    return switch (outcome) {
      case Acknowledged at ->
          counted(conclude(requireNonNull(expected), owner, fingerprint, wait), owner);
      case Unavailable(Publisher.Cause cause) -> new Opened.NotAcknowledged(cause);
    };
  }

  /** What several replicas let in at once may be too much together. */
  private Opened counted(Opened opened, String owner) {
    boolean tooMany =
        switch (opened) {
          case Opened.Requested(Terminal terminal) -> limits.tooMany(terminal);
          case Opened.Ended(Terminal terminal) -> terminal.row().getReason() == EndReason.QUOTA;
          case Opened other -> false;
        };
    return tooMany ? new Opened.TooMuch(new Admission.TooMany(limits.again(owner))) : opened;
  }

  private Opened conclude(
      Terminal known, String owner, @Nullable String fingerprint, Duration wait) {
    UUID id = known.row().getTerminalId();
    if (isAnother(known, owner, fingerprint)) {
      return new Opened.Conflict(id);
    }
    Terminal now =
        wait.isZero()
            ? view.await(id, terminal -> !terminal.pending(), rowWait)
            : view.await(id, Terminal::settled, wait);
    Terminal terminal = now == null ? known : now;
    // Of two requests with one key, sent at once, the log took the first; its row tells which.
    if (isAnother(terminal, owner, fingerprint)) {
      return new Opened.Conflict(id);
    }
    return switch (terminal.row().getPhase()) {
      case UNKNOWN, REQUESTED -> new Opened.Requested(terminal);
      case READY -> new Opened.Ready(terminal);
      case CLOSING, CLOSED -> new Opened.Ended(terminal);
      case FAILED -> new Opened.Failed(terminal);
    };
  }

  /** Whoever writes to Kafka chooses his ids, even this one. */
  private static boolean isAnother(Terminal terminal, String owner, @Nullable String fingerprint) {
    return !owner.equals(terminal.row().getOwner())
        || fingerprint != null && !fingerprint.equals(terminal.row().getRequestFingerprint());
  }

  private TerminalRequested event(UUID id, OpenRequest request, @Nullable String fingerprint) {
    Integer lifetime = request.lifetimeSeconds();
    return TerminalRequested.newBuilder()
        .setTerminalId(id)
        .setOwner(request.owner())
        .setDisplayName(request.displayName())
        .setNamespace(request.namespace())
        .setCredentialKind(request.credentialKind())
        .setSealedCredential(sealer.seal(id, request.credential()))
        .setImage(request.image())
        .setTtlSeconds(request.ttlSeconds())
        .setLifetimeSeconds(lifetime == null ? longest : lifetime)
        .setRequestFingerprint(fingerprint)
        .setRequestedAt(clock.instant())
        .build();
  }

  /** The row the provisioner will write for this event, without the credential. */
  private static TerminalRow row(TerminalRequested event, Instant appendedAt) {
    return TerminalRow.newBuilder()
        .setTerminalId(event.getTerminalId())
        .setPhase(Phase.REQUESTED)
        .setOwner(event.getOwner())
        .setDisplayName(event.getDisplayName())
        .setNamespace(event.getNamespace())
        .setCredentialKind(event.getCredentialKind())
        .setImage(event.getImage())
        .setTtlSeconds(event.getTtlSeconds())
        .setLifetimeSeconds(event.getLifetimeSeconds())
        .setRequestFingerprint(event.getRequestFingerprint())
        .setRequestedAt(appendedAt)
        .build();
  }
}
