package io.kubeterminal.fold;

import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which rows of a partition have ended, the earliest first, and whose retention is over. */
public final class EndedRows {

  private record Ended(Instant at, UUID terminalId) {}

  private final Queue<Ended> queue = new PriorityQueue<>(Comparator.comparing(Ended::at));
  private final Duration retention;

  public EndedRows(Duration retention) {
    this.retention = retention;
  }

  /** Remembers {@code row} if it has ended. */
  public void add(TerminalRow row) {
    if (row.getEndedAt() != null) {
      queue.add(new Ended(row.getEndedAt(), row.getTerminalId()));
    }
  }

  /** Takes out one terminal that ended a whole retention ago; empty: none did. */
  public Optional<UUID> takeDue(Instant now) {
    Ended first = queue.peek();
    if (first == null || !isOver(first.at(), now)) {
      return Optional.empty();
    }
    queue.remove();
    return Optional.of(first.terminalId());
  }

  /** What the fold sees of {@code row}: null from the moment its retention is over. */
  public @Nullable TerminalRow seen(@Nullable TerminalRow row, Instant now) {
    return isOver(row, now) ? null : row;
  }

  /** Whether {@code row} has ended a whole retention ago. */
  public boolean isOver(@Nullable TerminalRow row, Instant now) {
    return row != null && row.getEndedAt() != null && isOver(row.getEndedAt(), now);
  }

  private boolean isOver(Instant endedAt, Instant now) {
    return !now.isBefore(endedAt.plus(retention));
  }
}
