package io.kubeterminal.provisioner.reconcile;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.provisioner.cluster.ClusterUnavailable;
import io.kubeterminal.provisioner.cluster.TokenVerdict;
import io.kubeterminal.provisioner.reconcile.Rows.Held;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.CannotOpen;
import io.kubeterminal.sealing.CredentialVersion;
import io.kubeterminal.sealing.Opener;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends terminals whose token the cluster takes no more. One refusal may be a slip, so it takes two
 * of the same token, and that token is named: a newer one that comes meanwhile stands. An API
 * server that does not answer decides nothing.
 */
final class Revocations {

  static final String BY = "provisioner";
  static final Duration AGAIN = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(Revocations.class);
  private static final int AT_ONCE = 4;

  private final Cluster cluster;
  private final Opener opener;
  private final EventLog events;
  private final Rows rows;
  private final ReviewTimes times;
  private final InstantSource clock;
  private final Executor executor;
  private final ReconcileMeters meters;
  private final Complaints complaints;
  private final Semaphore places = new Semaphore(AT_ONCE);

  /**
   * @param executor runs one review; may wait for the cluster
   */
  Revocations(
      Cluster cluster,
      Opener opener,
      EventLog events,
      Rows rows,
      RevocationSettings settings,
      InstantSource clock,
      Executor executor,
      ReconcileMeters meters) {
    this.cluster = cluster;
    this.opener = opener;
    this.events = events;
    this.rows = rows;
    this.times = new ReviewTimes(settings.interval());
    this.clock = clock;
    this.complaints = new Complaints(clock);
    this.executor = executor;
    this.meters = meters;
  }

  /** Has the tokens reviewed that are due. To be called once a second or so. */
  void tick() {
    Instant now = clock.instant();
    for (Held held : times.due(reviewable(), now)) {
      times.begun(held, now);
      executor.execute(
          () -> {
            places.acquireUninterruptibly();
            try {
              review(held);
            } finally {
              places.release();
            }
          });
    }
  }

  private List<Held> reviewable() {
    List<Held> reviewable = new ArrayList<>();
    for (Held held : rows.all()) {
      TerminalRow row = held.row();
      if (row.getPhase() == Phase.READY
          && row.getCredentialKind() == CredentialKind.TOKEN
          && row.getSealedCredential() != null
          && rows.caughtUp(held.partition())) {
        reviewable.add(held);
      }
    }
    return reviewable;
  }

  private void review(Held held) {
    TokenVerdict verdict = verdict(held);
    meters.reviewed(verdict);
    switch (verdict) {
      case ACCEPTED -> times.accepted(held);
      case UNKNOWN -> {}
      case REFUSED -> {
        if (times.refused(held, clock.instant(), AGAIN) && rows.isCurrent(held)) {
          end(held, requireNonNull(held.row().getSealedCredential()));
        }
      }
    }
  }

  private TokenVerdict verdict(Held held) {
    String sealed = held.row().getSealedCredential();
    try {
      return sealed == null
          ? TokenVerdict.UNKNOWN
          : cluster.review(opener.open(held.terminalId(), sealed));
    } catch (ClusterUnavailable e) {
      // A right that is missing would otherwise show as tokens that never end.
      complaints.complain(held.terminalId(), e);
      return TokenVerdict.UNKNOWN;
    } catch (CannotOpen told) {
      // When it was to be renewed.
      return TokenVerdict.UNKNOWN;
    }
  }

  private void end(Held held, String sealed) {
    log.atInfo()
        .addKeyValue("terminal", held.terminalId())
        .log("The cluster takes the terminal's token no more, and the terminal ends");
    TerminalCloseRequested close =
        TerminalCloseRequested.newBuilder()
            .setTerminalId(held.terminalId())
            .setReason(EndReason.TOKEN_REVOKED)
            .setRequestedBy(BY)
            .setRequestedAt(clock.instant())
            .setSealedVersion(CredentialVersion.of(sealed))
            .build();
    events
        .append(held.terminalId(), close)
        .whenComplete(
            (acknowledged, failure) -> {
              if (failure != null) {
                log.atWarn()
                    .addKeyValue("terminal", held.terminalId())
                    .setCause(failure)
                    .log("The end of a terminal could not be written, and is written again");
              }
            });
  }
}
