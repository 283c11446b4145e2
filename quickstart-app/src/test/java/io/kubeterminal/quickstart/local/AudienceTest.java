package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class AudienceTest {

  private static final Duration SOON = Duration.ofSeconds(5);
  private static final Duration A_WHILE = Duration.ofMillis(300);
  private static final byte[] CHUNK = "x".repeat(16 * 1024).getBytes(UTF_8);
  private static final CloseReason EXIT = new CloseReason(CloseCodes.NORMAL_CLOSURE, "exit");

  private final AtomicBoolean cut = new AtomicBoolean();
  private final Outbox one = new Outbox(() -> cut.set(true));
  private final Outbox other = new Outbox(() -> {});

  @Test
  void oneWhoComesLaterIsShownWhatTheOthersSaw() throws Exception {
    Audience audience = audience(SOON);
    assertThat(audience.join(one)).isFalse();
    tell(audience, "hello");
    assertThat(audience.join(other)).isTrue();
    tell(audience, " you");
    assertThat(next(one)).isEqualTo("hello you");
    assertThat(next(other)).isEqualTo("\033chello you");
  }

  @Test
  void queriesGoToWhoWasActiveLast() throws Exception {
    Audience audience = audience(SOON);
    audience.join(one);
    audience.join(other);
    tell(audience, "a\033[c");
    audience.active(one);
    tell(audience, "b\033[6n");
    audience.leave(one);
    tell(audience, "c\033[5n");
    assertThat(next(one)).isEqualTo("ab\033[6n");
    assertThat(next(other)).isEqualTo("a\033[cbc\033[5n");
  }

  @Test
  void oneAloneHoldsTheShellBackForAsLongAsItLikes() {
    Audience audience = audience(Duration.ofMillis(10));
    audience.join(one);
    AtomicInteger told = new AtomicInteger();
    Future<?> flood = flood(audience, told);
    await().during(A_WHILE).atMost(SOON).until(() -> told.get() <= 5);
    assertThat(cut).isFalse();
    drain(one);
    await().atMost(SOON).until(() -> told.get() > 100);
    audience.end(EXIT);
    flood.cancel(true);
  }

  @Test
  void oneThatTakesNothingIsCutSoThatTheOthersGoOn() {
    Audience audience = audience(A_WHILE);
    audience.join(one);
    audience.join(other);
    AtomicInteger told = new AtomicInteger();
    Future<?> flood = flood(audience, told);
    drain(other);
    await().atMost(SOON).untilTrue(cut);
    await().atMost(SOON).until(() -> told.get() > 100);
    audience.end(EXIT);
    flood.cancel(true);
  }

  @Test
  void oneThatIsSlowSetsThePaceAndIsNotCut() {
    Audience audience = audience(Duration.ofSeconds(2));
    audience.join(one);
    audience.join(other);
    AtomicInteger told = new AtomicInteger();
    Future<?> flood = flood(audience, told);
    drain(other);
    for (int message = 1; message <= 10; message++) {
      int atLeast = message;
      assertThat(next(one)).hasSize(CHUNK.length);
      await().atMost(SOON).until(() -> told.get() >= atLeast);
      assertThat(told.get()).isLessThanOrEqualTo(message + Outbox.ROOM / CHUNK.length);
    }
    assertThat(cut).isFalse();
    audience.end(EXIT);
    flood.cancel(true);
  }

  @Test
  void withNobodyThereTheShellGoesOn() {
    Audience audience = audience(SOON);
    AtomicInteger told = new AtomicInteger();
    Future<?> flood = flood(audience, told);
    await().atMost(SOON).until(() -> told.get() > 100);
    audience.join(one);
    await().atMost(SOON).until(one::isFull);
    audience.leave(one);
    int before = told.get();
    await().atMost(SOON).until(() -> told.get() > before + 100);
    flood.cancel(true);
  }

  @Test
  void theEndComesAfterTheLastOutput() throws Exception {
    Audience audience = audience(SOON);
    audience.join(one);
    tell(audience, "bye");
    audience.end(EXIT);
    tell(audience, "too late");
    assertThat(one.last()).isEqualTo(EXIT);
    assertThat(next(one)).isEqualTo("bye");
    assertThat(one.next()).isNull();
  }

  @Test
  void pauseHoldsBackWhatIsThere() throws Exception {
    Audience audience = audience(SOON);
    audience.join(one);
    one.pause();
    tell(audience, "later");
    CompletableFuture<String> next = CompletableFuture.supplyAsync(() -> next(one));
    await().during(A_WHILE).atMost(SOON).until(() -> !next.isDone());
    one.resume();
    assertThat(next.get()).isEqualTo("later");
  }

  private static Audience audience(Duration patience) {
    return new Audience(new OutputRecord(256 * 1024), patience);
  }

  private static void tell(Audience audience, String output) throws InterruptedException {
    byte[] bytes = output.getBytes(UTF_8);
    audience.tell(bytes, bytes.length);
  }

  /** Prints for ever. */
  private static Future<?> flood(Audience audience, AtomicInteger told) {
    return inBackground(
        () -> {
          while (!Thread.interrupted()) {
            audience.tell(CHUNK, CHUNK.length);
            told.incrementAndGet();
          }
        });
  }

  private static void drain(Outbox outbox) {
    inBackground(
        () -> {
          while (outbox.next() != null) {
            Thread.onSpinWait();
          }
        });
  }

  private interface Work {
    void run() throws InterruptedException;
  }

  private static Future<?> inBackground(Work work) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    Thread thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    work.run();
                  } catch (InterruptedException stopped) {
                    done.complete(null);
                  }
                });
    done.whenComplete((nothing, cancelled) -> thread.interrupt());
    return done;
  }

  private static String next(Outbox outbox) {
    try {
      byte[] message = outbox.next();
      assertThat(message[0]).isEqualTo((byte) '0');
      return new String(message, 1, message.length - 1, UTF_8);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
