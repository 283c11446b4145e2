package io.kubeterminal.provisioner.cluster;

import java.time.Duration;
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
  private @Nullable Thread attempts;

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
    attempts = Thread.ofVirtual().name("beat-listener-start").start(this::attempt);
  }

  private void attempt() {
    boolean told = false;
    try {
      while (!started(told)) {
        told = true;
        Thread.sleep(retry);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean started(boolean told) {
    try {
      listener.start();
      return true;
    } catch (RuntimeException e) {
      // It takes itself for running by now, and would not start again.
      listener.stop();
      log.atLevel(told ? Level.DEBUG : Level.WARN)
          .addKeyValue("reason", e.getCause() == null ? e.getMessage() : e.getCause().getMessage())
          .log("Heartbeats cannot be mirrored yet; trying again");
      return false;
    }
  }

  /** Waits for the attempt under way: the listener must not be started behind its stop. */
  @Override
  public synchronized void stop() {
    Thread ended = attempts;
    if (ended != null) {
      attempts = null;
      ended.interrupt();
      try {
        ended.join(STOP);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return attempts != null;
  }

  /** Begins after the listener's own bean, and stops before it. */
  @Override
  public int getPhase() {
    return listener.getPhase() + 1;
  }
}
