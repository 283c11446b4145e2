package io.kubeterminal.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** When a row's retention is over, by the log's own time. */
class EndedRowsTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  private final EndedRows ended = new EndedRows(Duration.ofHours(1));

  @Test
  void aRowIsDueAWholeRetentionAfterItsEnd() {
    ended.add(row(1, NOON));

    assertThat(ended.takeDue(NOON.plusSeconds(3_599))).isEmpty();
    assertThat(ended.takeDue(NOON.plusSeconds(3_600))).contains(new UUID(0, 1));
    assertThat(ended.takeDue(NOON.plusSeconds(9_999))).isEmpty();
  }

  @Test
  void theEarliestEndIsDueFirst() {
    ended.add(row(1, NOON.plusSeconds(1)));
    ended.add(row(2, NOON));

    assertThat(ended.takeDue(Instant.MAX)).contains(new UUID(0, 2));
  }

  @Test
  void aRowThatHasNotEndedIsNeverDue() {
    ended.add(row(1, null));

    assertThat(ended.takeDue(Instant.MAX)).isEmpty();
    assertThat(ended.isOver(row(1, null), Instant.MAX)).isFalse();
    assertThat(ended.isOver(null, Instant.MAX)).isFalse();
  }

  @Test
  void theFoldSeesARowUntilItsRetentionIsOver() {
    TerminalRow row = row(1, NOON);

    assertThat(ended.seen(row, NOON.plusSeconds(3_599))).isSameAs(row);
    assertThat(ended.seen(row, NOON.plusSeconds(3_600))).isNull();
    assertThat(ended.seen(null, NOON)).isNull();
  }

  private static TerminalRow row(int id, Instant endedAt) {
    TerminalRow row = new TerminalRow();
    row.setTerminalId(new UUID(0, id));
    row.setEndedAt(endedAt);
    return row;
  }
}
