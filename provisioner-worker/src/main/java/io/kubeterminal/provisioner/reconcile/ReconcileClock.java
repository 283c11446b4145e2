package io.kubeterminal.provisioner.reconcile;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets time pass for the reconciler: what is due, and the sweeps. */
final class ReconcileClock implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ReconcileClock.class);
  private static final Duration TICK = Duration.ofMillis(50);
  private static final Duration REVIEW_TICK = Duration.ofSeconds(1);

  private final Reconciler reconciler;
  private final Duration sweepInterval;
  private final @Nullable Revocations revocations;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, Thread.ofVirtual().name("reconcile-clock-", 0).factory());

  /**
   * @param revocations null: nobody's token is reviewed
   */
  ReconcileClock(Reconciler reconciler, Duration sweepInterval, @Nullable Revocations revocations) {
    this.reconciler = reconciler;
    this.sweepInterval = sweepInterval;
    this.revocations = revocations;
  }

  void start() {
    repeat(reconciler::tick, TICK);
    repeat(reconciler::sweep, sweepInterval);
    if (revocations != null) {
      repeat(revocations::tick, REVIEW_TICK);
    }
  }

  private void repeat(Runnable task, Duration every) {
    Runnable guarded =
        () -> {
          try {
            task.run();
          } catch (RuntimeException e) {
            log.atError().setCause(e).log("Reconciling goes on after a failure");
          }
        };
    timer.scheduleWithFixedDelay(
        guarded, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
