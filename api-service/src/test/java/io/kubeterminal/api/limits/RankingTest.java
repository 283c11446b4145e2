package io.kubeterminal.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalRow;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RankingTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID TWO = new UUID(0, 2);
  private static final UUID THREE = new UUID(0, 3);

  @Test
  void theLastToComeIsTooMany() {
    List<TerminalRow> live = List.of(requested(ONE, 7), requested(TWO, 5), requested(THREE, 6));
    assertThat(surplus(live, 2)).containsExactly(ONE);
    assertThat(surplus(live, 1)).containsExactly(ONE, THREE);
    assertThat(surplus(live, 3)).isEmpty();
  }

  @Test
  void ofTwoAtTheSameTimeTheIdDecides() {
    assertThat(surplus(List.of(requested(TWO, 5), requested(ONE, 5)), 1)).containsExactly(TWO);
  }

  @Test
  void whatIsReadyStaysAndCountsAndWhatIsOnItsWayOutCounts() {
    TerminalRow ready = ViewFeed.ready(TWO);
    TerminalRow closing = ViewFeed.closing(THREE, EndReason.USER);
    assertThat(surplus(List.of(requested(ONE, -1), ready), 1)).isEmpty();
    assertThat(surplus(List.of(requested(ONE, 1), ready), 1)).containsExactly(ONE);
    assertThat(surplus(List.of(requested(ONE, 1), closing), 1)).containsExactly(ONE);
  }

  private static List<UUID> surplus(List<TerminalRow> live, int most) {
    return List.of(ONE, TWO, THREE).stream()
        .filter(id -> Ranking.isSurplus(id, live, most))
        .toList();
  }

  private static TerminalRow requested(UUID id, int after) {
    TerminalRow row = ViewFeed.requested(id);
    row.setRequestedAt(ViewFeed.REQUESTED_AT.plusSeconds(after));
    return row;
  }
}
