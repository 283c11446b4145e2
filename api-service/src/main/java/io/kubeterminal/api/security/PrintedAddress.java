package io.kubeterminal.api.security;

import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

/**
 * Prints once, as soon as the service is ready, where its one person goes. Whoever reads it later
 * finds a key that has been used.
 */
final class PrintedAddress implements DisposableBean {

  private static final Duration LOOK = Duration.ofMillis(200);

  private final String address;
  private final SignInKeys keys;
  private final BooleanSupplier ready;
  private final PrintStream out;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().factory());

  PrintedAddress(String address, SignInKeys keys, BooleanSupplier ready, PrintStream out) {
    this.address = address;
    this.keys = keys;
    this.ready = ready;
    this.out = out;
  }

  @EventListener(ApplicationReadyEvent.class)
  void begin() {
    timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  void look() {
    if (ready.getAsBoolean()) {
      timer.shutdown();
      out.printf(
          "%nReady. Open this in a browser; the key in it opens once:%n%n    %s/#key=%s%n%n",
          address, keys.issue());
    }
  }

  @Override
  public void destroy() {
    timer.shutdownNow();
  }
}
