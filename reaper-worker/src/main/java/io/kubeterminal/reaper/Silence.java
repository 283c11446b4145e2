package io.kubeterminal.reaper;

import io.kubeterminal.schema.EndReason;
import java.time.Duration;

/**
 * The rule that decides who ends: silence for a whole TTL, of which every moment was listened to;
 * or a lifetime that is over.
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

    /** The terminal ends; its TTL, or its lifetime, was over at {@code dueAt}. */
    record Expire(EndReason reason, long dueAt) implements Verdict {}

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
    return firstOf(lifetime(lease, now), silence(lease, lastBeat, listening, now));
  }

  private Verdict silence(Lease lease, long lastBeat, Listening listening, long now) {
    long unused = unusedSince(lease, lastBeat, now);
    long silentSince = Math.max(unused, listening.since());
    long end = silentSince + lease.ttl();
    if (now >= end) {
      return new Verdict.Expire(EndReason.IDLE, end);
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

  /** No beat changes it, so it is announced once. */
  private Verdict lifetime(Lease lease, long now) {
    long end = lease.endsAt();
    if (now >= end) {
      return new Verdict.Expire(EndReason.MAX_LIFETIME, end);
    }
    long announced = end - warning.toMillis();
    if (now < announced) {
      return new Verdict.InUse(announced);
    }
    return lease.warnedAt() < announced ? new Verdict.Warn(end) : new Verdict.InUse(end);
  }

  /** Of two reasons to act the more pressing one, and of two equals the one that comes first. */
  private static Verdict firstOf(Verdict one, Verdict other) {
    int pressure = Integer.compare(pressure(one), pressure(other));
    return pressure < 0 || (pressure == 0 && time(one) <= time(other)) ? one : other;
  }

  private static int pressure(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Expire _ -> 0;
      case Verdict.Warn _ -> 1;
      case Verdict.InUse _, Verdict.Deaf _, Verdict.Forget _ -> 2;
    };
  }

  private static long time(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Expire(var _, long dueAt) -> dueAt;
      case Verdict.Warn(long expiresAt) -> expiresAt;
      case Verdict.InUse(long lookAgainAt) -> lookAgainAt;
      case Verdict.Deaf _, Verdict.Forget _ -> Long.MAX_VALUE;
    };
  }

  /** When a terminal has to be looked at first, whatever the listening is. */
  long firstLook(Lease lease, long lastBeat, long now) {
    return !lease.isLive()
        ? lease.expiredAt() + KEEP_EXPIRED
        : Math.min(
            unusedSince(lease, lastBeat, now) + lease.ttl() - warning(lease),
            lease.endsAt() - warning.toMillis());
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
