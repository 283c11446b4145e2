package io.kubeterminal.api.gateway.tunnel;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Carries the bytes of one WebSocket between a browser and a terminal until one of them, or the
 * overseer, ends it. Three virtual threads: one each way, of which each waits for whom it writes
 * to, and one that never waits for either and keeps the time. See decision 12.
 */
public final class Tunnel {

  /** How long each step of an end may take: to say it, and to hear the answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /** Within this time the browser must have said its first message. */
  private static final Duration GREETING = Duration.ofSeconds(10);

  private final Wire inside;
  private final Greeting greeting;
  private final byte[] early;
  private final Overseer overseer;
  private final Traffic traffic;
  private final TunnelSettings settings;
  private final AtomicReference<@Nullable Ending> ending = new AtomicReference<>();
  private final AtomicBoolean taken = new AtomicBoolean();
  private volatile @Nullable Thread keeper;

  /**
   * @param inside the connection to the terminal, its handshake done
   * @param credential what the terminal wants to be shown in the first message
   * @param early what came right behind that handshake
   */
  public Tunnel(
      Wire inside,
      String credential,
      byte[] early,
      Overseer overseer,
      Traffic traffic,
      TunnelSettings settings) {
    this.inside = inside;
    this.greeting = new Greeting(credential);
    this.early = early;
    this.overseer = overseer;
    this.traffic = traffic;
    this.settings = settings;
  }

  /** Carries until everything is over, and tells how it came to its end. */
  public Ending carry(Wire browser) {
    if (!taken.compareAndSet(false, true)) {
      browser.close();
      return requireNonNull(ending.get());
    }
    CountDownLatch heard = new CountDownLatch(1);
    Outbound outbound = new Outbound(browser);
    Inward inward =
        new Inward(browser, inside, greeting, settings, traffic, this::end, this::ended);
    Outward outward = new Outward(inside, early, outbound, settings, traffic, this::end);
    PingRule pings = new PingRule(settings.ping(), settings.pongTimeout(), System.nanoTime());
    Thread out = Thread.ofVirtual().name("shell-out").start(outward::carry);
    Thread time =
        Thread.ofVirtual()
            .name("shell-keeper")
            .unstarted(
                () -> {
                  try {
                    oversee(pings, inward, outbound);
                  } finally {
                    conclude(browser, outbound, heard);
                  }
                });
    keeper = time;
    time.start();
    try {
      inward.carry();
    } finally {
      end(Ending.LOST);
      heard.countDown();
      join(time);
      join(out);
    }
    return requireNonNull(ending.get());
  }

  /** Ends it; whoever comes first says why. */
  public void end(Ending why) {
    if (ending.compareAndSet(null, why)) {
      Thread waiting = keeper;
      if (waiting != null) {
        waiting.interrupt();
      }
    }
  }

  /** Closes what was opened for a browser that has not come; false: it has. */
  public boolean abandon() {
    if (!taken.compareAndSet(false, true)) {
      return false;
    }
    end(Ending.LOST);
    inside.close();
    overseer.close();
    return true;
  }

  private boolean ended() {
    return ending.get() != null;
  }

  private void oversee(PingRule pings, Inward inward, Outbound outbound) {
    long begin = System.nanoTime();
    try (overseer) {
      while (!ended()) {
        long now = System.nanoTime();
        Duration patience = GREETING.minusNanos(now - begin);
        if (greeting.awaited() && !patience.isPositive()) {
          end(Ending.WORDLESS);
        }
        switch (pings.next(now, inward.heardAt(), outbound.stuckSince())) {
          case PingRule.Silent silent -> end(Ending.SILENT);
          case PingRule.Ping ping -> outbound.ping();
          case PingRule.Wait(Duration bound) -> {
            boolean soon = greeting.awaited() && patience.compareTo(bound) < 0;
            Ending why = overseer.await(soon ? patience : bound);
            if (why != null) {
              end(why);
            }
          }
        }
      }
    }
  }

  private void conclude(Wire browser, Outbound outbound, CountDownLatch heard) {
    end(Ending.broken("the service failed"));
    Ending why = requireNonNull(ending.get());
    if (why == Ending.LEFT) {
      // The terminal's own answer is the better one.
      outbound.awaitClosed(PATIENCE);
    }
    if (why.code() != Ending.NOTHING) {
      outbound.close(why.code(), why.reason());
      outbound.awaitClosed(PATIENCE);
    }
    inside.close();
    browser.finish();
    if (outbound.isClosed()) {
      Waiting.until(heard, PATIENCE);
    }
    browser.close();
  }

  private static void join(Thread thread) {
    boolean interrupted = false;
    while (true) {
      try {
        thread.join();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
