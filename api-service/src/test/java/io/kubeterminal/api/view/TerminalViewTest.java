package io.kubeterminal.api.view;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.api.view.Watch.Changed;
import io.kubeterminal.api.view.Watch.Gone;
import io.kubeterminal.api.view.Watch.Over;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TerminalViewTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Executor VIRTUAL = Thread::startVirtualThread;

  private final UUID id = UUID.randomUUID();
  private final TerminalView view =
      new TerminalView(SettingsOf.defaults(), InstantSource.fixed(ViewFeed.READY_AT));
  private final ViewFeed feed = new ViewFeed(view);

  @Test
  void holdsTheLatestRowAndBeatAndNoCredential() {
    feed.row(ViewFeed.requested(id));
    feed.beat(id, ViewFeed.READY_AT);
    feed.row(ViewFeed.ready(id));
    Terminal terminal = view.find(id);
    assertThat(terminal.row().getPhase()).isEqualTo(Phase.READY);
    assertThat(terminal.row().getSealedCredential()).isNull();
    assertThat(terminal.lastBeat()).isEqualTo(ViewFeed.READY_AT);
  }

  @Test
  void forgetsADeletedRow() {
    feed.row(ViewFeed.ready(id));
    feed.rowGone(id);
    assertThat(view.find(id)).isNull();
  }

  @Test
  void aBeatAloneIsNoTerminal() {
    feed.beat(id, ViewFeed.READY_AT);
    assertThat(view.find(id)).isNull();
  }

  @Test
  void anAcknowledgedRequestIsFoundUntilItsRowComes() {
    view.expect(id, ViewFeed.requested(id));
    assertThat(view.find(id).pending()).isTrue();
    feed.row(ViewFeed.ready(id));
    assertThat(view.find(id).pending()).isFalse();
    feed.rowGone(id);
    assertThat(view.find(id)).isNull();
  }

  @Test
  void anAcknowledgementThatIsLateHidesNoRow() {
    feed.row(ViewFeed.ready(id));
    view.expect(id, ViewFeed.requested(id));
    assertThat(view.find(id).row().getPhase()).isEqualTo(Phase.READY);
    feed.rowGone(id);
    assertThat(view.find(id)).isNull();
  }

  @Test
  void pagesGoThroughAllInTheOrderOfIds() {
    IntStream.range(0, 25).forEach(each -> feed.row(ViewFeed.ready(UUID.randomUUID())));
    TerminalRow other = ViewFeed.ready(UUID.randomUUID());
    other.setOwner("other");
    feed.row(other);
    List<UUID> first = ids(null);
    List<UUID> second = ids(first.getLast());
    List<UUID> third = ids(second.getLast());
    assertThat(first.stream().map(UUID::toString)).hasSize(10).isSorted();
    assertThat(third).hasSize(5);
    assertThat(java.util.stream.Stream.of(first, second, third).flatMap(List::stream).distinct())
        .hasSize(25)
        .doesNotContain(other.getTerminalId());
  }

  private List<UUID> ids(UUID after) {
    return view.list(row -> row.getOwner().equals("fanux"), after, 10).stream()
        .map(terminal -> terminal.row().getTerminalId())
        .toList();
  }

  @Test
  void aWaitEndsWithTheChangeItWaitsFor() {
    CompletableFuture<Terminal> waiting =
        supplyAsync(() -> view.await(id, Terminal::settled, LONG), VIRTUAL);
    feed.row(ViewFeed.requested(id));
    feed.beat(id, ViewFeed.READY_AT);
    assertThat(waiting).isNotDone();
    feed.row(ViewFeed.ready(id));
    assertThat(waiting)
        .succeedsWithin(LONG)
        .satisfies(terminal -> assertThat(terminal.row().getPhase()).isEqualTo(Phase.READY));
  }

  @Test
  void aWaitThatIsInVainEndsWithWhatIsThere() {
    feed.row(ViewFeed.requested(id));
    assertThat(view.await(id, Terminal::settled, Duration.ofMillis(10)).row().getPhase())
        .isEqualTo(Phase.REQUESTED);
    assertThat(view.await(UUID.randomUUID(), Terminal::settled, Duration.ofMillis(10))).isNull();
  }

  @Test
  void aStopEndsEveryWait() {
    feed.row(ViewFeed.requested(id));
    CompletableFuture<Terminal> waiting =
        supplyAsync(() -> view.await(id, Terminal::settled, LONG), VIRTUAL);
    view.stop();
    assertThat(waiting).succeedsWithin(Duration.ofSeconds(5));
    assertThat(view.watch(id).next(Duration.ZERO)).isEqualTo(new Over());
  }

  @Test
  void aWatchTellsEveryChangeInOrder() {
    try (Watch watch = view.watch(id)) {
      feed.row(ViewFeed.requested(id));
      feed.row(ViewFeed.ready(id));
      feed.row(ViewFeed.closing(id, EndReason.USER));
      feed.rowGone(id);
      assertThat(phase(watch)).isEqualTo(Phase.REQUESTED);
      assertThat(phase(watch)).isEqualTo(Phase.READY);
      assertThat(phase(watch)).isEqualTo(Phase.CLOSING);
      assertThat(watch.next(LONG)).isEqualTo(new Gone(id));
      assertThat(watch.next(Duration.ofMillis(1))).isNull();
    }
  }

  @Test
  void aReaderThatDoesNotReadLosesItsWatchAndHoldsUpNobody() {
    try (Watch slow = view.watch(id);
        Watch other = view.watch(UUID.randomUUID())) {
      for (int change = 0; change <= Watch.OF_ONE; change++) {
        feed.row(ViewFeed.ready(id));
      }
      assertThat(slow.next(LONG)).isEqualTo(new Over());
      assertThat(other.next(Duration.ofMillis(1))).isNull();
    }
  }

  @Test
  void aClosedWatchIsForgotten() {
    Watch watch = view.watch(id);
    watch.close();
    feed.row(ViewFeed.ready(id));
    assertThat(watch.next(Duration.ofMillis(1))).isNull();
  }

  private static Phase phase(Watch watch) {
    return watch.next(LONG) instanceof Changed(Terminal terminal)
        ? terminal.row().getPhase()
        : null;
  }

  @Test
  void allIncludesRequestsWhoseRowHasNotComeAndEachOnce() {
    UUID requested = UUID.randomUUID();
    feed.row(ViewFeed.ready(id));
    view.expect(id, ViewFeed.requested(id));
    view.expect(requested, ViewFeed.requested(requested));
    assertThat(view.all())
        .extracting(terminal -> terminal.row().getTerminalId())
        .containsExactlyInAnyOrder(id, requested);
  }

  @Test
  void whoWatchesAllHearsOfEachAndOfRequestsToo() {
    UUID requested = UUID.randomUUID();
    try (Watch watch = view.watchAll()) {
      view.expect(requested, ViewFeed.requested(requested));
      feed.row(ViewFeed.ready(id));
      feed.rowGone(id);
      assertThat(watch.next(LONG)).isEqualTo(new Changed(view.find(requested)));
      assertThat(watch.next(LONG)).isInstanceOf(Changed.class);
      assertThat(watch.next(LONG)).isEqualTo(new Gone(id));
    }
    feed.row(ViewFeed.ready(id));
  }

  @Test
  void aStopEndsTheWatchOfAll() {
    try (Watch watch = view.watchAll()) {
      view.stop();
      assertThat(watch.next(LONG)).isEqualTo(new Over());
    }
  }
}
