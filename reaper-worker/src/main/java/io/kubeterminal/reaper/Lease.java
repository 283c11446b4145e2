package io.kubeterminal.reaper;

import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/**
 * What the reaper keeps of a live terminal's row. Times are append times in milliseconds.
 *
 * @param ttl how much silence ends the terminal, in milliseconds
 * @param aliveAt the terminal was in use then at the latest: it became ready, or its beat was
 *     erased
 * @param warnedAt when its end was announced last, or {@link #NEVER}
 * @param expiredAt when it was ended, or {@link #NEVER}; nothing revives it
 * @param endsAt when it ends however busy it is, or {@link #ENDLESS}
 */
record Lease(long ttl, long aliveAt, long warnedAt, long expiredAt, long endsAt) {

  static final long NEVER = Long.MIN_VALUE;
  static final long ENDLESS = Long.MAX_VALUE;

  private static final int LONGS = 5;

  /** Five longs: small, and readable without a registry. */
  static final Serde<Lease> SERDE =
      Serdes.serdeFrom((topic, lease) -> toBytes(lease), (topic, bytes) -> fromBytes(bytes));

  /**
   * Begins a lease. It cannot begin before {@code now}, the time of the beats' partition: rows and
   * beats may be timed by two brokers, and no terminal ends before its first beat was due.
   */
  static Lease begin(long ttl, long readyAt, long expiringAt, long endsAt, long now) {
    return new Lease(ttl, Math.max(readyAt, now), expiringAt, NEVER, endsAt);
  }

  /** The same lease, after the row has changed. */
  Lease renewed(long newTtl, long expiringAt, long newEndsAt) {
    return new Lease(newTtl, aliveAt, Math.max(warnedAt, expiringAt), expiredAt, newEndsAt);
  }

  /** It has not expired. */
  boolean isLive() {
    return expiredAt == NEVER;
  }

  boolean endsSooner(Lease old) {
    return ttl < old.ttl || endsAt < old.endsAt;
  }

  Lease alive(long at) {
    return new Lease(ttl, Math.max(aliveAt, at), warnedAt, expiredAt, endsAt);
  }

  Lease warned(long at) {
    return new Lease(ttl, aliveAt, at, expiredAt, endsAt);
  }

  Lease expired(long at) {
    return new Lease(ttl, aliveAt, warnedAt, at, endsAt);
  }

  private static byte @Nullable [] toBytes(@Nullable Lease lease) {
    if (lease == null) {
      return null;
    }
    return ByteBuffer.allocate(LONGS * Long.BYTES)
        .putLong(lease.ttl)
        .putLong(lease.aliveAt)
        .putLong(lease.warnedAt)
        .putLong(lease.expiredAt)
        .putLong(lease.endsAt)
        .array();
  }

  private static @Nullable Lease fromBytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    ByteBuffer longs = ByteBuffer.wrap(bytes);
    return new Lease(
        longs.getLong(),
        longs.getLong(),
        longs.getLong(),
        longs.getLong(),
        // Leases that were kept before lifetimes were known have four.
        longs.hasRemaining() ? longs.getLong() : ENDLESS);
  }
}
