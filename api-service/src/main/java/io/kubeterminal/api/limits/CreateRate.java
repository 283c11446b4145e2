package io.kubeterminal.api.limits;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bucket of tokens for each owner: as many as he may use in a minute, refilled evenly. Times are
 * those of {@link System#nanoTime}.
 */
final class CreateRate {

  /**
   * Owners remembered; of more than that in one minute, the one who was here longest ago begins
   * anew.
   */
  static final int MOST_OWNERS = 50_000;

  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  /**
   * @param level in nanoseconds of refilling, up to a minute
   */
  private record Bucket(long level, long at) {}

  private final Map<String, Bucket> buckets = new LinkedHashMap<>();
  private final long cost;

  CreateRate(int perMinute) {
    this.cost = MINUTE / perMinute;
  }

  /** Takes a token; zero, or how long until there is one. */
  synchronized Duration take(String owner, long now) {
    Bucket bucket = buckets.remove(owner);
    long level = bucket == null ? MINUTE : Math.min(MINUTE, bucket.level() + now - bucket.at());
    long left = level - cost;
    buckets.put(owner, new Bucket(left < 0 ? level : left, now));
    forget(now);
    return left < 0 ? Duration.ofNanos(-left) : Duration.ZERO;
  }

  /** Those of whom nothing was heard for a minute have a full bucket anyway. */
  private void forget(long now) {
    Iterator<Bucket> oldest = buckets.values().iterator();
    while (oldest.hasNext()) {
      if (now - oldest.next().at() < MINUTE && buckets.size() <= MOST_OWNERS) {
        return;
      }
      oldest.remove();
    }
  }

  synchronized int owners() {
    return buckets.size();
  }
}
