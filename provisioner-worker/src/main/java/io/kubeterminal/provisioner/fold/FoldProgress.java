package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.fold.LogOffsets.Reach;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions of this worker are caught up: everything that stood in terminal-events when the
 * worker began to own the partition is folded and committed, and every unsettled row of it was
 * handed over. Until then rows may be old news (a replay brings back terminals that are long
 * closed) or not yet told, so no object is an orphan.
 *
 * <p>A worker that was paused (SIGSTOP, a frozen machine) may have lost its partitions without
 * knowing. Its streams notice that by their next heartbeats; until then it is not sure of anything,
 * and a partition counts as not caught up.
 */
public final class FoldProgress {

  /** A stream thread ticks ten times a second: so long without a tick is a pause. */
  static final Duration PAUSE = Duration.ofSeconds(3);

  /** How long after a pause nothing is sure: three times the heartbeats' default interval. */
  static final Duration DOUBT = Duration.ofSeconds(15);

  /** One time of owning a partition. */
  final class Ownership {

    private final int partition;
    private volatile @Nullable Long target;
    private volatile boolean folded;
    private volatile boolean handedOver;
    private volatile long ticked;
    private volatile long sureFrom;

    private Ownership(int partition) {
      this.partition = partition;
      this.ticked = nanoTime.getAsLong();
      this.sureFrom = ticked;
    }

    /** The stream thread is at work. */
    void tick() {
      long now = nanoTime.getAsLong();
      if (now - ticked > PAUSE.toNanos()) {
        sureFrom = now + DOUBT.toNanos();
      }
      ticked = now;
    }

    /** Whether everything that stood there at the beginning is folded and committed. */
    boolean folded() {
      return folded;
    }

    /** Every unsettled row has been told. */
    void handedOver() {
      handedOver = true;
    }

    private boolean sure() {
      // In this order: a tick that comes in between must not hide the pause before it.
      long last = ticked;
      long from = sureFrom;
      long now = nanoTime.getAsLong();
      return now - last <= PAUSE.toNanos() && now - from >= 0;
    }

    private void compare(Reach reach) {
      Long end = target;
      if (end == null) {
        end = reach.end();
        target = end;
      }
      folded = reach.folded() >= end;
    }
  }

  private final Map<Integer, Ownership> owned = new ConcurrentHashMap<>();
  private final LogOffsets offsets;
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime monotonic, in nanoseconds
   */
  FoldProgress(LogOffsets offsets, LongSupplier nanoTime) {
    this.offsets = offsets;
    this.nanoTime = nanoTime;
  }

  /** Whether this worker owns {@code partition} and is caught up there. Never waits. */
  public boolean caughtUp(int partition) {
    Ownership ownership = owned.get(partition);
    return ownership != null && ownership.handedOver && ownership.sure();
  }

  Ownership arrived(int partition) {
    Ownership ownership = new Ownership(partition);
    owned.put(partition, ownership);
    return ownership;
  }

  /** Whether it was the newest time of owning: another thread may own the partition again. */
  boolean left(Ownership ownership) {
    return owned.remove(ownership.partition, ownership);
  }

  /** Compares with the log where that is still needed; waits for Kafka, so not in a stream. */
  void look() {
    Map<Integer, Ownership> behind =
        owned.values().stream()
            .filter(ownership -> !ownership.folded())
            .collect(Collectors.toMap(ownership -> ownership.partition, ownership -> ownership));
    if (!behind.isEmpty()) {
      offsets
          .of(Set.copyOf(behind.keySet()))
          .forEach(
              (partition, reach) -> {
                Ownership ownership = behind.get(partition);
                if (ownership != null) {
                  ownership.compare(reach);
                }
              });
    }
  }
}
