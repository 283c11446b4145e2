package io.kubeterminal.provisioner.fold;

import java.time.Instant;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A partition's own time: the newest append time folded, and on from there by a clock that never
 * jumps. It is never ahead of the broker's clock for what will still be appended, so that a row is
 * not forgotten sooner than a replay of the same log forgets it.
 */
final class LogClock {

  private final LongSupplier nanoTime;
  private @Nullable Instant newest;
  private long since;

  /**
   * @param nanoTime monotonic, in nanoseconds
   */
  LogClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The partition's newest append time is {@code streamTime}; negative: nothing was folded yet. */
  void folded(long streamTime) {
    newest = streamTime < 0 ? null : Instant.ofEpochMilli(streamTime);
    since = nanoTime.getAsLong();
  }

  /** At least {@link Instant#MIN}, which is due for nothing. */
  Instant now() {
    return newest == null ? Instant.MIN : newest.plusNanos(nanoTime.getAsLong() - since);
  }
}
