package io.kubeterminal.api.publish;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The unbroken run of acknowledged beacons in one partition, by the broker's clock: the proof that
 * this replica could have taken a beat all that time.
 *
 * @param breaks how often a chain was broken before this one began
 * @param first append time of the chain's first beacon; null: no chain
 * @param last append time of its newest beacon
 */
record ListeningChain(int breaks, @Nullable Instant first, @Nullable Instant last) {

  /** A longer silence between two beacons is deafness; two and a half periods of beacons. */
  static final Duration LONGEST_GAP = Duration.ofSeconds(25);

  static final ListeningChain NONE = new ListeningChain(0, null, null);

  /** What the next beacon says: since when, or null as the first of a chain. */
  @Nullable Instant since() {
    return first;
  }

  /** Something could not be published: the next beacon begins a chain. */
  ListeningChain broken() {
    return new ListeningChain(breaks + 1, null, null);
  }

  /**
   * A beacon was acknowledged that was sent when the chain was as {@code sent}. If the chain broke
   * while the beacon was on its way, it stays broken.
   */
  ListeningChain acknowledged(ListeningChain sent, Instant appendedAt) {
    if (sent.breaks != breaks) {
      return this;
    }
    if (last == null) {
      return new ListeningChain(breaks, appendedAt, appendedAt);
    }
    if (appendedAt.isBefore(last)
        || Duration.between(last, appendedAt).compareTo(LONGEST_GAP) > 0) {
      return broken();
    }
    return new ListeningChain(breaks, first, appendedAt);
  }
}
