package io.kubeterminal.api.view;

import static io.kubeterminal.api.view.ViewFeed.READY_AT;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalRow;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {

  private static final UUID ID = UUID.randomUUID();

  @ParameterizedTest
  @CsvSource({
    ", 600", // no beat: a TTL after it became ready
    "-1, 600", // a beat before it was ready does not count
    "0, 600",
    "300, 900"
  })
  void endsATtlAfterTheLastBeatOrAfterItBecameReady(Long beatAfter, long endsAfter) {
    Instant beat = beatAfter == null ? null : READY_AT.plusSeconds(beatAfter);
    assertThat(new Terminal(ViewFeed.ready(ID), 0, beat).expiresAt())
        .isEqualTo(READY_AT.plusSeconds(endsAfter));
  }

  @Test
  void hasNoEndInSightUnlessItIsReady() {
    assertThat(new Terminal(ViewFeed.requested(ID), 0, READY_AT).expiresAt()).isNull();
    assertThat(new Terminal(ViewFeed.closing(ID, EndReason.USER), 0, READY_AT).expiresAt())
        .isNull();
  }

  @ParameterizedTest
  @CsvSource({
    ", , false",
    "480, , true",
    "480, 479, true",
    "480, 480, true",
    "480, 481, false",
  })
  void aLaterBeatCancelsTheAnnouncedEnd(Long announced, Long beat, boolean expiring) {
    TerminalRow row = ViewFeed.ready(ID);
    row.setExpiringAt(announced == null ? null : READY_AT.plusSeconds(announced));
    assertThat(new Terminal(row, 0, beat == null ? null : READY_AT.plusSeconds(beat)).expiring())
        .isEqualTo(expiring);
  }

  @Test
  void isNotExpiringOnceItEnds() {
    TerminalRow row = ViewFeed.closing(ID, EndReason.IDLE);
    row.setExpiringAt(READY_AT);
    assertThat(new Terminal(row, 0, null).expiring()).isFalse();
  }
}
