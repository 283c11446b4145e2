package io.kubeterminal.reaper;

import java.time.Duration;

/**
 * The rule that decides who ends: silence for a whole TTL, of which every moment was listened to.
 *
 * <p>All times are the broker's append times in milliseconds. A terminal is silent since the latest
 * of its last beat, the beginning of its lease, and the beginning of the listening.
 *
 * @param warning how long before the end it is announced; at most half the TTL
 * @param beaconFreshness how long a beacon says that somebody listens
 */
record Silence(Duration warning, Duration beaconFreshness) {

  /** There was no beat. */
  static final long NO_BEAT = Long.MIN_VALUE;

  /**
   * How long an expired lease is kept whose row does not change: its terminal is gone already, or
   * the provisioner is away.
   */
  private static final long KEEP_EXPIRED = Duration.ofDays(1).toMillis();

  /** What the silence of one terminal means now. */
  sealed interface Verdict {

    /** Nobody listens, so silence says nothing. */
    record Deaf() implements Verdict {}

    /** Nothing to do before {@code lookAgainAt}. */
    record InUse(long lookAgainAt) implements Verdict {}

    /** The end has to be announced; it comes at {@code expiresAt} if nobody beats. */
    record Warn(long expiresAt) implements Verdict {}

    /** The terminal ends; its TTL was over at {@code dueAt}. */
    record Expire(long dueAt) implements Verdict {}

    /** It expired long ago, and no row ever said that it ends: nothing is left to watch. */
    record Forget() implements Verdict {}
  }

  /** Judges one terminal at {@code listening.now()}. */
  Verdict judge(Lease lease, long lastBeat, Listening listening) {
    long now = listening.now();
    if (!lease.isLive()) {
      long forgetAt = lease.expiredAt() + KEEP_EXPIRED;
      return now >= forgetAt ? new Verdict.Forget() : new Verdict.InUse(forgetAt);
    }
    if (!listening.isFresh(beaconFreshness.toMillis())) {
      return new Verdict.Deaf();
    }
    long unused = unusedSince(lease, lastBeat, now);
    long silentSince = Math.max(unused, listening.since());
    long end = silentSince + lease.ttl();
    if (now >= end) {
      return new Verdict.Expire(end);
    }
    if (now >= end - warning(lease) && lease.warnedAt() < silentSince) {
      return new Verdict.Warn(end);
    }
    long next = now < end - warning(lease) ? end - warning(lease) : end;
    // Where only the listening began too late, two replicas may still turn out to overlap.
    boolean heardTooShortly = listening.since() > unused;
    return new Verdict.InUse(
        heardTooShortly ? Math.min(next, now + beaconFreshness.toMillis()) : next);
  }

  /** When a terminal has to be looked at first, whatever the listening is. */
  long firstLook(Lease lease, long lastBeat, long now) {
    return !lease.isLive()
        ? lease.expiredAt() + KEEP_EXPIRED
        : unusedSince(lease, lastBeat, now) + lease.ttl() - warning(lease);
  }

  /**
   * A beat later than now was appended before the clock went back. The listening began after that,
   * so it stands for the beat.
   */
  private static long unusedSince(Lease lease, long lastBeat, long now) {
    boolean beforeTheJump = lastBeat > now + Listening.TOLERANCE;
    return beforeTheJump ? lease.aliveAt() : Math.max(lease.aliveAt(), lastBeat);
  }

  private long warning(Lease lease) {
    return Math.min(warning.toMillis(), lease.ttl() / 2);
  }
}
