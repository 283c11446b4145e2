package io.kubeterminal.audit.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A replay's answer, as text, and which difference comes first. */
class ReportTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Report.Folding FOLDING = new Report.Folding(100_000, 12, 9_000, 3, 120);

  @Test
  void equalRowsAreCounted() {
    assertThat(new Report(FOLDING, 8_990, 10, 0, 0, List.of()).text())
        .isEqualToNormalizingNewlines(
            """
            100000 events in 12 partitions come to 9000 rows; 3 refused, 120 without effect.
            Equal: 8990 rows in terminals, 10 rightly forgotten.\
            """);
  }

  @Test
  void theFirstDifferenceIsTold() {
    assertThat(new Report(FOLDING, 8_999, 0, 2, 1, List.of(difference(7, NOON, false))).text())
        .isEqualToNormalizingNewlines(
            """
            100000 events in 12 partitions come to 9000 rows; 3 refused, 120 without effect.
            2 rows still there though the retention is over: left out.
            1 row from before the log begins, which was cut: not compared.
            Different: terminal t7, field owner: expected fanux, found \\u{1b}[2Jmallory (event at offset 7 of partition 3 of terminal-events, 2026-11-24T12:00:00Z; no row in partition 3 of terminals).
            1 of 9000 rows differ.\
            """);
  }

  @Test
  void whatMayBeLagSaysSo() {
    assertThat(new Report(FOLDING, 1, 0, 0, 0, List.of(difference(7, NOON, true))).text())
        .contains("The provisioner may not have folded that event yet: it lags, or does not run.");
  }

  @Test
  void aCertainDifferenceComesFirstThenTheEarliest() {
    List<Difference> differences =
        new ArrayList<>(
            List.of(
                difference(1, NOON, true),
                new Difference(0, "t0", "row", "nothing", "a row", null, null, false),
                difference(3, NOON.plusSeconds(1), false),
                difference(2, NOON, false)));
    differences.sort(Difference.FIRST);

    assertThat(differences)
        .extracting(Difference::terminal)
        .containsExactly("t2", "t3", "t0", "t1");
  }

  private static Difference difference(int offset, Instant time, boolean mayBeLag) {
    return new Difference(
        3,
        "t" + offset,
        "owner",
        "fanux",
        "\u001b[2Jmallory",
        new Difference.Place(offset, time),
        null,
        mayBeLag);
  }
}
