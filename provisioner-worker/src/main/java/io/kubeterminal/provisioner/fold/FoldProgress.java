package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.fold.LogOffsets.Reach;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which partitions of this worker are caught up: everything that stood in terminal-events when the
 * worker began to own the partition is folded and committed. Until then its rows may be old news (a
 * replay brings back terminals that are long closed), so nobody acts on them, and no object is an
 * orphan.
 */
public final class FoldProgress {

  /** One time of owning a partition. */
  static final class Ownership {

    private final int partition;
    private volatile @Nullable Long target;
    private volatile boolean caughtUp;

    private Ownership(int partition) {
      this.partition = partition;
    }

    boolean caughtUp() {
      return caughtUp;
    }

    private void compare(Reach reach) {
      Long end = target;
      if (end == null) {
        end = reach.end();
        target = end;
      }
      caughtUp = reach.folded() >= end;
    }
  }

  private final Map<Integer, Ownership> owned = new ConcurrentHashMap<>();
  private final LogOffsets offsets;

  FoldProgress(LogOffsets offsets) {
    this.offsets = offsets;
  }

  /** Whether this worker owns {@code partition} and is caught up there. Never waits. */
  public boolean caughtUp(int partition) {
    Ownership ownership = owned.get(partition);
    return ownership != null && ownership.caughtUp();
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
            .filter(ownership -> !ownership.caughtUp())
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
