package io.kubeterminal.api.view;

import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one terminal at one moment: its row and its latest beat.
 *
 * @param row the row, without the sealed credential
 * @param offset where the row stands in its partition of {@code terminals}; {@link #PENDING} when
 *     the request is acknowledged but the provisioner's row has not been read yet
 * @param lastBeat append time of the latest beat, by the broker's clock
 */
public record Terminal(TerminalRow row, long offset, @Nullable Instant lastBeat) {

  /** The offset of a row that only this replica knows of. */
  public static final long PENDING = -1;

  public boolean pending() {
    return offset == PENDING;
  }

  /** Whether the terminal came up or ended; before that, waiting for it makes sense. */
  public boolean settled() {
    return switch (row.getPhase()) {
      case UNKNOWN, REQUESTED -> false;
      case READY, CLOSING, CLOSED, FAILED -> true;
    };
  }

  /** Whether nothing will change any more. */
  public boolean ended() {
    return row.getPhase() == Phase.CLOSED || row.getPhase() == Phase.FAILED;
  }

  /** Whether it takes beats no more. */
  public boolean endingOrEnded() {
    return ended() || row.getPhase() == Phase.CLOSING;
  }

  /**
   * When the terminal ends if nobody beats: a TTL after the last beat, or after it became ready. It
   * may be later, because silence counts only while somebody listens; earlier ends only a lifetime.
   */
  public @Nullable Instant expiresAt() {
    Instant readyAt = row.getReadyAt();
    if (row.getPhase() != Phase.READY || readyAt == null) {
      return null;
    }
    Instant from = lastBeat != null && lastBeat.isAfter(readyAt) ? lastBeat : readyAt;
    return from.plusSeconds(row.getTtlSeconds());
  }

  /** Whether its end was announced and no beat has come since. */
  public boolean expiring() {
    Instant expiringAt = row.getExpiringAt();
    return row.getPhase() == Phase.READY
        && expiringAt != null
        && (lastBeat == null || !lastBeat.isAfter(expiringAt));
  }
}
