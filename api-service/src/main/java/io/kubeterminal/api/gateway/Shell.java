package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.tunnel.Ending;
import io.kubeterminal.api.gateway.tunnel.Tunnel;
import io.kubeterminal.api.gateway.tunnel.Wire;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One caller's connection to one terminal, from the open inside to the end. */
final class Shell {

  private static final Logger log = LoggerFactory.getLogger(Shell.class);

  /** Within this time after 101 Tomcat hands the browser's connection over, or it is gone. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Seats.Taken seat;
  private final Tunnel tunnel;
  private final ShellMeters meters;
  private final Runnable atEnd;
  private final CountDownLatch came = new CountDownLatch(1);

  Shell(Seats.Taken seat, Tunnel tunnel, ShellMeters meters, Runnable atEnd) {
    this.seat = seat;
    this.tunnel = tunnel;
    this.meters = meters;
    this.atEnd = atEnd;
  }

  /** Sees to it that the inside is closed when the browser does not come. */
  void awaitBrowser() {
    Thread.ofVirtual()
        .name("shell-arrival")
        .start(
            () -> {
              try {
                if (!came.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)) {
                  abandon();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  /** Carries until the end. */
  void carry(Wire browser) {
    came.countDown();
    long start = System.nanoTime();
    say("A shell is open", "opened", 0);
    Ending ending = Ending.LOST;
    try {
      ending = tunnel.carry(browser);
    } finally {
      atEnd.run();
      meters.ended(ending.outcome());
      say(
          "A shell has ended",
          ending.outcome(),
          Duration.ofNanos(System.nanoTime() - start).toSeconds());
    }
  }

  /** Gives up, unless the browser has come. */
  void abandon() {
    if (tunnel.abandon()) {
      came.countDown();
      atEnd.run();
      meters.ended("abandoned");
    }
  }

  private void say(String what, String outcome, long seconds) {
    log.atInfo()
        .addKeyValue("terminal", seat.terminalId())
        .addKeyValue("caller", seat.user())
        .addKeyValue("outcome", outcome)
        .addKeyValue("seconds", seconds)
        .log(what);
  }
}
