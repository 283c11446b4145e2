package io.kubeterminal.provisioner.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.schema.TerminalRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import java.util.function.IntSupplier;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rows of the partitions that this worker owns, in memory. */
final class Rows {

  private static final Logger log = LoggerFactory.getLogger(Rows.class);

  /** One row as handed over; the next version of it is another. */
  record Held(int partition, UUID terminalId, TerminalRow row) {

    /** Its version counts, not what is in it. */
    @Override
    public boolean equals(@Nullable Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(this);
    }

    /** Does not show the sealed credential. */
    @Override
    public String toString() {
      return "Held[" + terminalId + " " + row.getPhase() + "]";
    }
  }

  private final IntSupplier partitions;
  private final IntPredicate caughtUp;
  private final Map<UUID, Held> held = new ConcurrentHashMap<>();
  private final Set<Integer> owned = ConcurrentHashMap.newKeySet();
  private volatile boolean strayed;

  /**
   * @param partitions how many partitions the topics have; asked only once a partition is owned
   * @param caughtUp whether every row of an owned partition was handed over
   */
  Rows(IntSupplier partitions, IntPredicate caughtUp) {
    this.partitions = partitions;
    this.caughtUp = caughtUp;
  }

  void own(int partition) {
    owned.add(partition);
  }

  /**
   * @return the terminals that are forgotten with the partition
   */
  List<UUID> disown(int partition) {
    owned.remove(partition);
    List<UUID> forgotten = new ArrayList<>();
    held.values()
        .removeIf(
            row -> {
              boolean there = row.partition() == partition;
              if (there) {
                forgotten.add(row.terminalId());
              }
              return there;
            });
    return forgotten;
  }

  void put(int partition, UUID terminalId, @Nullable TerminalRow row) {
    if (row == null) {
      held.remove(terminalId);
      return;
    }
    if (partition != partitionOf(terminalId)) {
      strayed = true;
      log.atError()
          .addKeyValue("terminal", terminalId)
          .addKeyValue("partition", partition)
          .log("A row is in another partition than its key says: no object counts as an orphan");
    }
    held.put(terminalId, new Held(partition, terminalId, row));
  }

  void remove(Held row) {
    held.remove(row.terminalId(), row);
  }

  @Nullable Held get(UUID terminalId) {
    return held.get(terminalId);
  }

  /** Whether the row is the newest of its terminal, and this worker still owns it. */
  boolean isCurrent(Held row) {
    return held.get(row.terminalId()) == row && owned.contains(row.partition());
  }

  Iterable<Held> all() {
    return held.values();
  }

  int size() {
    return held.size();
  }

  /** Whether the terminal's row is known here, or would be if there were one. */
  boolean mine(UUID terminalId) {
    return held.containsKey(terminalId)
        || (!owned.isEmpty() && owned.contains(partitionOf(terminalId)));
  }

  boolean caughtUp(int partition) {
    return owned.contains(partition) && caughtUp.test(partition);
  }

  /** Whether it is certain that no row wants this terminal. */
  boolean isOrphan(UUID terminalId) {
    return !strayed
        && !owned.isEmpty()
        && caughtUp(partitionOf(terminalId))
        && !held.containsKey(terminalId);
  }

  private int partitionOf(UUID terminalId) {
    return BuiltInPartitioner.partitionForKey(
        terminalId.toString().getBytes(UTF_8), partitions.getAsInt());
  }
}
