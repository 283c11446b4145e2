package io.kubeterminal.provisioner.cluster;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the listener of beats; a broker whose name does not resolve yet costs time, and never the
 * process.
 */
final class BeatListenerStart implements SmartLifecycle {

  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Logger log = LoggerFactory.getLogger(BeatListenerStart.class);

  private final SmartLifecycle listener;
  private final Duration retry;
  private @Nullable ScheduledExecutorService thread;

  /**
   * @param listener does not start by itself; it is stopped by whoever made it
   * @param retry how long after an attempt that failed the next one is made
   */
  BeatListenerStart(SmartLifecycle listener, Duration retry) {
    this.listener = listener;
    this.retry = retry;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("beat-listener-start").factory());
    thread = started;
    started.execute(() -> attempt(started, Level.WARN));
  }

  /**
   * @param level of what is said of a failure: it may last for hours
   */
  private void attempt(ScheduledExecutorService thread, Level level) {
    try {
      listener.start();
    } catch (RuntimeException e) {
      // It takes itself for running by now, and would not start again.
      listener.stop();
      if (!thread.isShutdown()) {
        log.atLevel(level)
            .addKeyValue(
                "reason", e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
            .log("Heartbeats cannot be mirrored yet; trying again");
        thread.schedule(
            () -> attempt(thread, Level.DEBUG), retry.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** Waits for the attempt under way: the listener must not be started behind its stop. */
  @Override
  public synchronized void stop() {
    ScheduledExecutorService started = thread;
    if (started != null) {
      thread = null;
      started.shutdownNow();
      try {
        started.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  /** Begins after the listener's own bean, and stops before it. */
  @Override
  public int getPhase() {
    return listener.getPhase() + 1;
  }
}
