package io.kubeterminal.api.request;

import static java.util.concurrent.CompletableFuture.supplyAsync;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.clearInvocations;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.api.limits.Admission;
import io.kubeterminal.api.limits.LimitsOf;
import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Cause;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class OpeningTest {

  private static final OpenRequest REQUEST =
      new OpenRequest("fanux", "f", CredentialKind.TOKEN, "secret", "default", null, 600, null);
  private static final Duration LONG = Duration.ofSeconds(20);

  private final ApiSettings settings =
      SettingsOf.bind(
          ApiSettings.class,
          "terminal.api",
          Map.of("terminal.api.max-waiting", "1", "terminal.api.row-wait", "10ms"));
  private final TerminalView view = new TerminalView(settings, Clock.systemUTC());
  private final ViewFeed feed = new ViewFeed(view);
  private final Publisher publisher = mock(Publisher.class);
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final Opening opening =
      new Opening(
          publisher,
          view,
          new Sealer(SealingKeys.generate()),
          LimitsOf.terminals(view, publisher, 2, 3),
          Clock.systemUTC(),
          settings,
          metrics);

  @Test
  void oneMoreThanMayWaitIsRefusedBeforeAnythingIsWritten() {
    AtomicReference<TerminalRequested> written = new AtomicReference<>();
    when(publisher.publish(any(), any(), any()))
        .thenAnswer(
            call -> {
              written.set(call.getArgument(2));
              return new Acknowledged(Instant.EPOCH);
            });
    CompletableFuture<Opened> first =
        supplyAsync(() -> opening.open(REQUEST, null, LONG), Thread::startVirtualThread);
    await().until(() -> written.get() != null);
    assertThat(opening.open(REQUEST, null, LONG)).isEqualTo(new Opened.NotAcknowledged(Cause.BUSY));
    assertThat(metrics.get("terminal.api.waiting").gauge().value()).isEqualTo(1);
    feed.row(ViewFeed.ready(written.get().getTerminalId()));
    assertThat(first).succeedsWithin(LONG).isInstanceOf(Opened.Ready.class);
    assertThat(opening.open(REQUEST, null, Duration.ZERO)).isInstanceOf(Opened.Requested.class);
  }

  @Test
  void anAcknowledgedRequestHasTheBrokersTime() {
    when(publisher.publish(any(), any(), any()))
        .thenReturn(new Acknowledged(ViewFeed.REQUESTED_AT));
    assertThat(opening.open(REQUEST, null, Duration.ZERO))
        .isInstanceOfSatisfying(
            Opened.Requested.class,
            requested ->
                assertThat(requested.terminal().row().getRequestedAt())
                    .isEqualTo(ViewFeed.REQUESTED_AT));
  }

  @Test
  void anIdThatSomebodyElseTookIsAConflictNotHisTerminal() {
    TerminalRow foreign = ViewFeed.ready(TerminalIds.of("fanux", "key"));
    foreign.setOwner("eve");
    foreign.setRequestFingerprint(REQUEST.fingerprint());
    feed.row(foreign);
    assertThat(opening.open(REQUEST, "key", LONG)).isInstanceOf(Opened.Conflict.class);
  }

  @Test
  void oneMoreThanAnOwnerMayHaveIsRefusedAndARepetitionIsNot() {
    when(publisher.publish(any(), any(), any()))
        .thenReturn(new Acknowledged(ViewFeed.REQUESTED_AT));
    open(null);
    assertThat(open("key")).isInstanceOf(Opened.Requested.class);
    clearInvocations(publisher);
    assertThat(open(null))
        .isEqualTo(new Opened.TooMuch(new Admission.TooMany(Duration.ofSeconds(60))));
    assertThat(open("key")).isInstanceOf(Opened.Requested.class);
    verify(publisher, never()).publish(any(), any(), any());
  }

  @Test
  void whatIsNotAcknowledgedTakesNoPlaceButIsOneMoreAMinute() {
    when(publisher.publish(any(), any(), any())).thenReturn(new Publisher.Unavailable(Cause.KAFKA));
    for (int i = 0; i < 3; i++) {
      assertThat(open(null)).isEqualTo(new Opened.NotAcknowledged(Cause.KAFKA));
    }
    assertThat(open(null))
        .isInstanceOfSatisfying(
            Opened.TooMuch.class,
            too ->
                assertThat(((Admission.TooOften) too.why()).again())
                    .isBetween(Duration.ofSeconds(15), Duration.ofSeconds(20)));
  }

  private Opened open(String key) {
    return opening.open(REQUEST, key, Duration.ZERO);
  }
}
