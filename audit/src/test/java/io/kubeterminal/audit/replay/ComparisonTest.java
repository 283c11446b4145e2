package io.kubeterminal.audit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.Events;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is told of a row that is not what its events come to, and what is no difference. */
class ComparisonTest {

  private static final UUID ONE = new UUID(0, 1);
  private static final UUID TWO = new UUID(0, 2);

  private final Folding folding = new Folding();

  @Test
  void rowsThatTheEventsComeToAreEqual() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.event(1, ONE, Events.ready(ONE));
    folding.row(1, ONE, folding.rebuilt(ONE));

    Comparison.Result result = folding.compare(false, 2);

    assertThat(result.differences()).isEmpty();
    assertThat(result.equal()).isOne();
  }

  @Test
  void theFirstFieldThatDiffersIsNamedWithItsPlaces() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.event(1, ONE, Events.closeRequested(ONE));
    TerminalRow altered =
        TerminalRow.newBuilder(folding.rebuilt(ONE)).setReason(EndReason.ADMIN).build();
    folding.row(1, TWO, null);
    folding.row(60, ONE, altered);

    Difference difference = only(folding.compare(false, 61));

    assertThat(difference.field()).isEqualTo("reason");
    assertThat(difference.expected()).isEqualTo("USER");
    assertThat(difference.found()).isEqualTo("ADMIN");
    assertThat(difference.event()).isEqualTo(new Difference.Place(1, Folding.NOON.plusSeconds(1)));
    assertThat(difference.live()).isEqualTo(new Difference.Place(1, Folding.NOON.plusSeconds(60)));
    assertThat(difference.mayBeLag()).isFalse();
  }

  @Test
  void ofAnotherCredentialNothingIsShown() {
    folding.event(0, ONE, Events.requested(ONE));
    TerminalRow altered =
        TerminalRow.newBuilder(folding.rebuilt(ONE)).setSealedCredential(Events.RENEWED).build();
    folding.row(60, ONE, altered);

    Difference difference = only(folding.compare(false, 61));

    assertThat(difference.field()).isEqualTo("sealedCredential");
    assertThat(difference.expected()).isEqualTo("sealed (no kid)");
    assertThat(difference.found()).isEqualTo("another one, sealed (no kid)");
  }

  @Test
  void aRowOfAnEarlierEventMayLag() {
    folding.event(0, ONE, Events.requested(ONE));
    TerminalRow before = folding.rebuilt(ONE);
    folding.event(5, ONE, Events.ready(ONE));
    folding.row(0, ONE, before);

    assertThat(only(folding.compare(false, 6)).mayBeLag()).isTrue();
  }

  @Test
  void aMissingRowMayLagToo() {
    folding.event(0, ONE, Events.requested(ONE));

    Difference difference = only(folding.compare(false, 6));
    assertThat(difference.mayBeLag()).isTrue();
    assertThat(difference.expected()).isEqualTo("a row in phase REQUESTED");
    assertThat(difference.found()).isEqualTo("nothing");
  }

  @Test
  void nothingLagsOnceALaterEventOfThePartitionIsFolded() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.event(1, TWO, Events.requested(TWO));
    folding.row(1, TWO, folding.rebuilt(TWO));

    assertThat(only(folding.compare(false, 6)).mayBeLag()).isFalse();
  }

  @Test
  void anEndedRowMayBeForgottenAfterItsRetentionAndNotBefore() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.event(10, ONE, Events.failed(ONE));
    folding.row(10, ONE, folding.rebuilt(ONE));
    folding.row(3_610, ONE, null);
    assertThat(folding.compare(false, 3_611).forgotten()).isOne();

    folding.row(3_609, ONE, null);
    Difference difference = only(folding.compare(false, 3_700));
    assertThat(difference.found()).isEqualTo("a tombstone");
    assertThat(difference.mayBeLag()).isFalse();
  }

  @Test
  void aTombstoneThatWasCompactedAwayIsJudgedByTheClock() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.event(10, ONE, Events.failed(ONE));

    assertThat(folding.compare(false, 3_610).differences()).isEmpty();
    assertThat(folding.compare(false, 3_609).differences()).hasSize(1);
  }

  @Test
  void aTombstoneOfATerminalThatLivesIsADifference() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.row(9_999, ONE, null);

    assertThat(only(folding.compare(false, 10_000)).found()).isEqualTo("a tombstone");
  }

  @Test
  void whatTheFoldForgotIsLeftOutThoughItIsStillThere() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.event(10, ONE, Events.failed(ONE));
    TerminalRow ended = folding.rebuilt(ONE);
    folding.event(3_610, TWO, Events.requested(TWO));
    assertThat(folding.rebuilt.rows()).doesNotContainKey(ONE);
    folding.row(10, ONE, ended);
    folding.row(3_610, TWO, folding.rebuilt(TWO));

    Comparison.Result result = folding.compare(false, 3_611);
    assertThat(result.differences()).isEmpty();
    assertThat(result.overdue()).isOne();
  }

  @Test
  void anIdThatIsUsedAgainHasItsNewRow() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.event(10, ONE, Events.failed(ONE));
    folding.event(3_609, ONE, Events.requested(ONE));
    assertThat(folding.rebuilt.ignored()).isOne();
    folding.event(3_610, ONE, Events.requested(ONE));
    assertThat(folding.rebuilt(ONE).getRequestedAt()).isEqualTo(Folding.NOON.plusSeconds(3_610));
    folding.event(9_000, TWO, Events.requested(TWO));

    assertThat(folding.rebuilt.rows()).containsOnlyKeys(ONE, TWO);
  }

  @Test
  void aRowWithoutAnEventIsADifference() {
    Folding other = new Folding();
    other.event(0, TWO, Events.requested(TWO));
    folding.row(0, TWO, other.rebuilt(TWO));

    Difference difference = only(folding.compare(false, 1));
    assertThat(difference.expected()).isEqualTo("nothing");
    assertThat(difference.found()).isEqualTo("a row in phase REQUESTED");
    assertThat(difference.event()).isNull();
  }

  @Test
  void aRowFromBeforeACutLogCannotBeJudged() {
    Folding other = new Folding();
    other.event(0, TWO, Events.requested(TWO));
    folding.event(60, ONE, Events.requested(ONE));
    folding.row(60, ONE, folding.rebuilt(ONE));
    folding.row(0, TWO, other.rebuilt(TWO));

    Comparison.Result result = folding.compare(true, 61);
    assertThat(result.differences()).isEmpty();
    assertThat(result.older()).isOne();
    assertThat(folding.compare(false, 61).differences()).hasSize(1);
  }

  @Test
  void whatIsNoRowIsADifference() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.brokenRow(1, ONE.toString());
    folding.brokenRow(1, "beacon:api-1");

    assertThat(folding.compare(false, 2).differences())
        .extracting(Difference::terminal, Difference::found)
        .containsExactlyInAnyOrder(
            tuple(ONE.toString(), "no row (torn)"), tuple("beacon:api-1", "no row (torn)"));
  }

  @Test
  void whatTheFoldRefusesChangesNoRow() {
    folding.event(0, ONE, Events.requested(ONE));
    folding.junk(1, ONE.toString());
    folding.junk(1, "not-a-key");
    folding.row(0, ONE, folding.rebuilt(ONE));

    assertThat(folding.compare(false, 2).differences()).isEmpty();
    assertThat(folding.rebuilt.refused()).isEqualTo(2);
    assertThat(folding.rebuilt.events()).isEqualTo(3);
  }

  private static Difference only(Comparison.Result result) {
    assertThat(result.differences()).hasSize(1);
    return result.differences().getFirst();
  }
}
