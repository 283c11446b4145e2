package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.reconcile.Rows.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * When each token is to be reviewed: the first time somewhere in the interval, as the terminal's id
 * says, so that a worker that starts does not ask for all of them at once.
 */
final class ReviewTimes {

  private final Duration interval;
  private final Map<UUID, Instant> next = new HashMap<>();
  private final Map<UUID, Held> suspects = new HashMap<>();

  ReviewTimes(Duration interval) {
    this.interval = interval;
  }

  /**
   * @param rows all that are to be reviewed; any other is forgotten
   */
  synchronized List<Held> due(Iterable<Held> rows, Instant now) {
    List<Held> due = new ArrayList<>();
    Set<UUID> known = new HashSet<>();
    for (Held held : rows) {
      UUID id = held.terminalId();
      known.add(id);
      if (!now.isBefore(next.computeIfAbsent(id, absent -> now.plus(place(id))))) {
        due.add(held);
      }
    }
    next.keySet().retainAll(known);
    suspects.keySet().retainAll(known);
    return due;
  }

  private Duration place(UUID id) {
    return Duration.ofMillis(Math.floorMod(id.hashCode(), interval.toMillis()));
  }

  /** It is under review: not due before the answer, or before an interval without one. */
  synchronized void begun(Held held, Instant now) {
    next.put(held.terminalId(), now.plus(interval));
  }

  /**
   * The token was refused.
   *
   * @param again after how long it is reviewed again if this was the first time
   * @return whether the same token was refused before
   */
  synchronized boolean refused(Held held, Instant now, Duration again) {
    Held before = suspects.put(held.terminalId(), held);
    boolean twice = sameCredential(before, held);
    next.put(held.terminalId(), now.plus(twice ? interval : again));
    return twice;
  }

  /** The token was accepted. */
  synchronized void accepted(Held held) {
    suspects.remove(held.terminalId());
  }

  private static boolean sameCredential(@Nullable Held before, Held now) {
    String sealed = now.row().getSealedCredential();
    return before != null && sealed != null && sealed.equals(before.row().getSealedCredential());
  }
}
