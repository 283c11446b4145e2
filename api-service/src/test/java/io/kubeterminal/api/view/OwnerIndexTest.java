package io.kubeterminal.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalRow;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class OwnerIndexTest {

  private static final UUID ONE = new UUID(1, 1);
  private static final UUID TWO = new UUID(-1, 2);

  private final TerminalView view = new TerminalView(SettingsOf.defaults(), Clock.systemUTC());
  private final ViewFeed feed = new ViewFeed(view);

  @Test
  void anOwnersTerminalsAreThoseThatHaveNotEnded() {
    feed.row(of("fanux", ViewFeed.ready(ONE)));
    feed.row(of("fanux", ViewFeed.closing(TWO, EndReason.USER)));
    feed.row(of("other", ViewFeed.ready(UUID.randomUUID())));
    assertThat(view.live("fanux")).extracting(TerminalRow::getTerminalId).contains(ONE, TWO);
    feed.row(of("fanux", ViewFeed.closed(TWO, EndReason.USER)));
    assertThat(view.live("fanux")).extracting(TerminalRow::getTerminalId).containsExactly(ONE);
    feed.rowGone(ONE);
    assertThat(view.live("fanux")).isEmpty();
    assertThat(view.live("nobody")).isEmpty();
  }

  @Test
  void aRequestCountsOnceBeforeItsRowAndAfter() {
    view.expect(ONE, of("fanux", ViewFeed.requested(ONE)));
    assertThat(view.live("fanux")).hasSize(1);
    feed.row(of("fanux", ViewFeed.requested(ONE)));
    assertThat(view.live("fanux")).hasSize(1);
    feed.rowGone(ONE);
    assertThat(view.live("fanux")).isEmpty();
  }

  @Test
  void aListOfOneOwnerIsInTheOrderOfTheWholeList() {
    feed.row(of("fanux", ViewFeed.ready(TWO)));
    feed.row(of("other", ViewFeed.ready(UUID.randomUUID())));
    feed.row(of("fanux", ViewFeed.ready(ONE)));
    assertThat(view.list("fanux", row -> true, null, 10))
        .isEqualTo(view.list(row -> row.getOwner().equals("fanux"), null, 10))
        .extracting(terminal -> terminal.row().getTerminalId())
        .containsExactly(ONE, TWO);
    assertThat(view.list("fanux", row -> true, ONE, 10)).hasSize(1);
    assertThat(view.list("fanux", row -> true, null, 1)).hasSize(1);
  }

  @Test
  void nothingIsLeftOfWhomNothingIsLeft() {
    OwnerIndex index = new OwnerIndex(UUID::compareTo);
    index.add("fanux", ONE);
    index.add("fanux", TWO);
    index.remove("fanux", ONE);
    assertThat(index.of("fanux")).containsExactly(TWO);
    index.remove("fanux", TWO);
    index.remove("fanux", TWO);
    assertThat(index.owners()).isZero();
  }

  private static TerminalRow of(String owner, TerminalRow row) {
    row.setOwner(owner);
    return row;
  }
}
