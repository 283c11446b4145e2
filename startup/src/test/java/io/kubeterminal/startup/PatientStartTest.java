package io.kubeterminal.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.SmartLifecycle;

@ExtendWith(OutputCaptureExtension.class)
class PatientStartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration AT_ONCE = Duration.ofMillis(1);

  private final AtomicInteger attempts = new AtomicInteger();

  private static final class Part implements SmartLifecycle {

    private volatile boolean running;

    @Override
    public void start() {
      running = true;
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }

    @Override
    public int getPhase() {
      return 41;
    }
  }

  private final Part part = new Part();

  @Test
  void isTriedAgainUntilItSucceeds() {
    PatientStart start =
        new PatientStart(
            "part",
            AT_ONCE,
            part,
            thread -> {
              failUntil(3, "away");
              part.start();
            });

    start.start();

    await().atMost(PATIENCE).until(part::isRunning);
    assertThat(attempts).hasValue(3);
    assertThat(start.isRunning()).isTrue();
    start.stop();
    assertThat(start.isRunning()).isFalse();
    assertThat(part.isRunning()).as("is stopped by whoever made it").isTrue();
  }

  @Test
  void aReasonIsToldOnceAndAnotherOneToo(CapturedOutput output) {
    PatientStart start =
        new PatientStart(
            "part",
            AT_ONCE,
            part,
            thread -> {
              int attempt = attempts.incrementAndGet();
              if (attempt <= 5) {
                throw new IllegalStateException("the broker is away " + attempt);
              }
              if (attempt == 6) {
                throw new IllegalArgumentException("the registry refuses");
              }
              part.start();
            });

    start.start();

    await().atMost(PATIENCE).until(part::isRunning);
    start.stop();
    assertThat(output.getOut().lines().filter(line -> line.contains("cannot start yet")))
        .hasSize(2)
        .anyMatch(line -> line.contains("the broker is away 1"))
        .anyMatch(line -> line.contains("the registry refuses"));
  }

  @Test
  void nothingIsTriedBehindAStop() {
    PatientStart start =
        new PatientStart(
            "part", Duration.ofHours(1), part, thread -> failUntil(Integer.MAX_VALUE, "away"));
    start.start();
    await().atMost(PATIENCE).until(() -> attempts.get() == 1);

    start.stop();

    assertThat(attempts).hasValue(1);
  }

  @Test
  void aStopWaitsForTheAttemptUnderWay() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    PatientStart start =
        new PatientStart(
            "part",
            AT_ONCE,
            part,
            thread -> {
              begun.countDown();
              try {
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                ended.incrementAndGet();
                throw new IllegalStateException(e);
              }
            });
    start.start();
    begun.await();

    start.stop();

    assertThat(ended).hasValue(1);
  }

  @Test
  void beginsAfterItsPartAndStopsBeforeIt() {
    assertThat(new PatientStart("part", AT_ONCE, part, thread -> {}).getPhase()).isEqualTo(42);
  }

  private void failUntil(int succeeds, String why) {
    if (attempts.incrementAndGet() < succeeds) {
      throw new IllegalStateException(why);
    }
  }
}
