package io.kubeterminal.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.kubeterminal.api.publish.Beats;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Cause;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class UseOfTerminalTest {

  private final Beats beats = mock(Beats.class);
  private final AtomicInteger begun = new AtomicInteger();
  private final CompletableFuture<Outcome> kafka = new CompletableFuture<>();
  private volatile Instant now = Instant.parse("2026-11-24T10:00:00Z");
  private final UseOfTerminal use =
      new UseOfTerminal(
          UUID.randomUUID(),
          new BeatRule(Duration.ofMinutes(1), Duration.ofHours(1), null),
          beats,
          () -> now);

  UseOfTerminalTest() {
    when(beats.beat(any()))
        .thenAnswer(
            call -> {
              begun.incrementAndGet();
              return kafka.join();
            });
  }

  @Test
  void aBrokerThatDoesNotAnswerHoldsUpNobodyAndGetsOneBeatAtATime() {
    use.typed();
    await().until(() -> begun.get() == 1);
    for (int minute = 0; minute < 10; minute++) {
      now = now.plusSeconds(60);
      use.typed();
      use.shown();
    }
    assertThat(begun).hasValue(1);
    kafka.complete(new Acknowledged(now));
    await()
        .until(
            () -> {
              now = now.plusSeconds(60);
              use.typed();
              return begun.get() > 1;
            });
  }

  @Test
  void aBeatThatIsLostIsTriedAgainBeforeItsPeriodIsOver() {
    kafka.complete(new Unavailable(Cause.KAFKA));
    use.typed();
    await().until(() -> begun.get() == 1);
    now = now.plusSeconds(10);
    await()
        .until(
            () -> {
              use.shown();
              return begun.get() == 2;
            });
  }
}
