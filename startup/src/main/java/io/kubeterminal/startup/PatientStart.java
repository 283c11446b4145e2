package io.kubeterminal.startup;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts a part of a service on a thread of its own, again and again until it succeeds: what is
 * away costs time, and never the process.
 */
public final class PatientStart implements SmartLifecycle {

  /** One attempt, which throws while it cannot succeed. */
  @FunctionalInterface
  public interface Attempt {

    /**
     * @param thread it is made on, for what is to be done again and again afterwards
     */
    void make(ScheduledExecutorService thread);
  }

  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(PatientStart.class);

  private final String name;
  private final Duration retry;
  private final SmartLifecycle part;
  private final Attempt attempt;
  private @Nullable ScheduledExecutorService thread;

  /**
   * @param name of the part, for the log
   * @param retry how long after an attempt that failed the next one is made
   * @param part what is started; whoever made it stops it
   * @param attempt starts it
   */
  public PatientStart(String name, Duration retry, SmartLifecycle part, Attempt attempt) {
    this.name = name;
    this.retry = retry;
    this.part = part;
    this.attempt = attempt;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name + "-start").factory());
    thread = started;
    started.execute(() -> attempt(started, null));
  }

  /** Waits for the attempt under way: the part must not be started behind its stop. */
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

  /** Begins after the part's own bean, and stops before it. */
  @Override
  public int getPhase() {
    return part.getPhase() + 1;
  }

  /**
   * @param before why the attempt before it failed
   */
  private void attempt(ScheduledExecutorService thread, @Nullable RuntimeException before) {
    try {
      attempt.make(thread);
      LOG.info("{} is started", name);
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        tell(e, before);
        thread.schedule(() -> attempt(thread, e), retry.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
  }

  /** A reason is told when it is new: it may last for hours. */
  private void tell(RuntimeException e, @Nullable RuntimeException before) {
    if (before != null && kind(e).equals(kind(before))) {
      LOG.debug("{} cannot start yet", name, e);
    } else {
      Object cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
      LOG.atWarn().addKeyValue("retryIn", retry).log("{} cannot start yet: {}{}", name, e, cause);
    }
  }

  private static String kind(RuntimeException e) {
    Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
    return e.getClass().getName() + cause.getClass().getName();
  }
}
