package io.kubeterminal.provisioner.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
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
  void aQuietPartitionsTimeGoesOnByTheMonotonicClock() {
    AtomicLong nanos = new AtomicLong(500);
    LogClock clock = new LogClock(nanos::get);

    clock.folded(NOON.toEpochMilli());
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(300));

    clock.folded(NOON.plusSeconds(60).toEpochMilli());
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void aPartitionWithoutAnEventHasNoTime() {
    LogClock clock = new LogClock(() -> Long.MAX_VALUE);

    clock.folded(-1);

    ended.add(row(1, Instant.EPOCH));
    assertThat(ended.takeDue(clock.now())).isEmpty();
  }

  private static TerminalRow row(int id, Instant endedAt) {
    TerminalRow row = new TerminalRow();
    row.setTerminalId(new UUID(0, id));
    row.setEndedAt(endedAt);
    return row;
  }
}
