package io.kubeterminal.audit.replay;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Where a live row is not what the log comes to.
 *
 * @param field of the row, or {@code row} for all of it
 * @param expected, found in words that show nothing of a credential
 * @param event the event that should have made the row; null: there is none
 * @param live the record in terminals; null: there is none
 * @param mayBeLag the provisioner may not have folded the event yet
 */
record Difference(
    int partition,
    String terminal,
    String field,
    String expected,
    String found,
    @Nullable Place event,
    @Nullable Place live,
    boolean mayBeLag) {

  /** A record of this partition. */
  record Place(long offset, Instant time) {}

  /** Certain ones first, then in the log's order; what no event stands behind comes last. */
  static final Comparator<Difference> FIRST =
      Comparator.comparing(Difference::mayBeLag)
          .thenComparing(difference -> difference.event == null)
          .thenComparing(Difference::time)
          .thenComparing(Difference::partition)
          .thenComparing(Difference::terminal);

  /** The same, when it is known to be no lag. */
  Difference certain() {
    return new Difference(partition, terminal, field, expected, found, event, live, false);
  }

  private Instant time() {
    if (event != null) {
      return event.time();
    }
    return live == null ? Instant.MIN : live.time();
  }
}
