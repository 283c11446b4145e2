package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.springframework.context.SmartLifecycle;

class BeatListenerStartTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Like a listener's container: it takes itself for running also when its start has failed. */
  private static final class Listener implements SmartLifecycle {

    private final AtomicInteger starts = new AtomicInteger();
    private final int failures;
    private volatile boolean running;

    Listener(int failures) {
      this.failures = failures;
    }

    @Override
    public void start() {
      if (!running) {
        running = true;
        if (starts.incrementAndGet() <= failures) {
          throw new KafkaException("No resolvable bootstrap urls given in bootstrap.servers");
        }
      }
    }

    @Override
    public void stop() {
      running = false;
    }

    @Override
    public boolean isRunning() {
      return running;
    }
  }

  @Test
  void it_is_tried_again_until_it_starts() {
    Listener listener = new Listener(2);
    BeatListenerStart start = new BeatListenerStart(listener, Duration.ofMillis(1));

    start.start();

    await().atMost(PATIENCE).until(() -> listener.starts.get() == 3);
    assertThat(listener.isRunning()).isTrue();
    start.stop();
    assertThat(start.isRunning()).isFalse();
  }

  @Test
  void nothing_is_tried_behind_a_stop() {
    Listener listener = new Listener(Integer.MAX_VALUE);
    BeatListenerStart start = new BeatListenerStart(listener, Duration.ofHours(1));
    start.start();
    await().atMost(PATIENCE).until(() -> listener.starts.get() == 1);

    start.stop();

    assertThat(listener.starts).hasValue(1);
    assertThat(listener.isRunning()).isFalse();
  }
}
