package io.kubeterminal.api.limits;

import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.util.Collection;
import java.util.Comparator;
import java.util.UUID;

/** Which of an owner's terminals are too many: the same ones on every replica. */
final class Ranking {

  private static final Comparator<TerminalRow> BY_AGE =
      Comparator.comparing(TerminalRow::getRequestedAt).thenComparing(TerminalRow::getTerminalId);

  private Ranking() {}

  /**
   * Whether it came when there were enough. Once somebody may be in it, it stays.
   *
   * @param live the owner's terminals that have not ended
   */
  static boolean isSurplus(UUID id, Collection<TerminalRow> live, int most) {
    return live.stream()
        .sorted(BY_AGE)
        .skip(most)
        .anyMatch(row -> row.getTerminalId().equals(id) && row.getPhase() == Phase.REQUESTED);
  }
}
