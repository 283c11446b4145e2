package io.kubeterminal.provisioner.reconcile;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How the work on one key of a {@link WorkQueue} ended. */
sealed interface Outcome {

  /** Nothing more to do until the key is added again. */
  record Done() implements Outcome {}

  /** The key is looked at again then, or when it is added again. */
  record Again(Instant at) implements Outcome {}

  /**
   * It failed, and is tried again after a while.
   *
   * @param atLeast how long to wait in any case; null: as the queue sees fit
   */
  record Retry(@Nullable Duration atLeast) implements Outcome {}
}
