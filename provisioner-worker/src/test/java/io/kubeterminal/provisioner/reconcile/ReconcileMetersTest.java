package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ReconcileMetersTest {

  private static final String PREFIX = "terminal.provisioner.reconcile.";

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

  /** Nobody but the gauges holds what they ask. */
  @Test
  void queueAndRowsAreShownAfterAGarbageCollection() {
    AtomicInteger queue = new AtomicInteger(3);
    AtomicInteger rows = new AtomicInteger(5);
    new ReconcileMeters(registry).watch(() -> queue.get(), () -> rows.get());

    collectGarbage();

    assertThat(registry.get(PREFIX + "queue").gauge().value()).isEqualTo(3);
    assertThat(registry.get(PREFIX + "rows").gauge().value()).isEqualTo(5);
  }

  private static void collectGarbage() {
    WeakReference<Object> unreachable = new WeakReference<>(new Object());
    await("what nobody holds is gone")
        .atMost(Duration.ofSeconds(10))
        .until(
            () -> {
              System.gc();
              return unreachable.get() == null;
            });
  }
}
