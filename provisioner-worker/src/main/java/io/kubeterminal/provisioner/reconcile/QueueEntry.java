package io.kubeterminal.provisioner.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a {@link WorkQueue} keeps of a key; guarded by the queue. */
final class QueueEntry {

  /** Where the key is. */
  enum Place {
    READY,
    /** Given to the executor, which has not begun yet. */
    STARTING,
    RUNNING,
    /** To be run again at once when the run is over. */
    RUNNING_AGAIN,
    WAITING
  }

  Place place = Place.READY;
  int failures;

  /** News came while it ran: a failure of that run counts for nothing. */
  boolean fresh;

  /** Removed while it ran. */
  boolean forgotten;

  /** When to look again, whatever the run that goes on says. */
  @Nullable Instant latest;
}
