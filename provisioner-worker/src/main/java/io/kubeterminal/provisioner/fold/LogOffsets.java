package io.kubeterminal.provisioner.fold;

import java.util.Map;
import java.util.Set;

/** Asks Kafka how far terminal-events reaches, and how far it is folded. It may wait. */
interface LogOffsets {

  /**
   * Of one partition: {@code end} is the offset behind its newest record, {@code folded} the one
   * behind the newest record whose row is committed (the log's start if nothing was).
   */
  record Reach(long end, long folded) {}

  /** The reach of each of {@code partitions}. */
  Map<Integer, Reach> of(Set<Integer> partitions);
}
