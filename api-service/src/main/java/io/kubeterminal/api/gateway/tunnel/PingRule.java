package io.kubeterminal.api.gateway.tunnel;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * When a browser is asked for a sign of life, and when it has owed one for too long. Whatever it
 * sends is such a sign. Times are those of {@link System#nanoTime}.
 */
final class PingRule {

  /** What to do now. */
  sealed interface Next {}

  record Ping() implements Next {}

  record Silent() implements Next {}

  /** Nothing, for so long. */
  record Wait(Duration bound) implements Next {}

  /** How soon at the latest it is noticed that the browser has begun to take nothing. */
  private static final long LOOK = Duration.ofSeconds(5).toNanos();

  private final long period;
  private final long timeout;
  private long pingAt;
  private @Nullable Long asked;

  PingRule(Duration period, Duration timeout, long now) {
    this.period = period.toNanos();
    this.timeout = timeout.toNanos();
    this.pingAt = now + this.period;
  }

  /**
   * @param heardAt when the browser was last heard of
   * @param stuckSince since when it has taken nothing of what is being sent to it; null: it takes
   */
  Next next(long now, long heardAt, @Nullable Long stuckSince) {
    if (asked != null && heardAt - asked > 0) {
      asked = null;
    }
    if (overdue(now, asked) || overdue(now, stuckSince)) {
      return new Silent();
    }
    if (now - pingAt >= 0) {
      pingAt = now + period;
      asked = asked == null ? now : asked;
      return new Ping();
    }
    long until = Math.min(pingAt - now, Math.min(timeout, LOOK));
    if (asked != null) {
      until = Math.min(until, asked + timeout - now);
    }
    if (stuckSince != null) {
      until = Math.min(until, stuckSince + timeout - now);
    }
    return new Wait(Duration.ofNanos(until));
  }

  private boolean overdue(long now, @Nullable Long since) {
    return since != null && now - since >= timeout;
  }
}
