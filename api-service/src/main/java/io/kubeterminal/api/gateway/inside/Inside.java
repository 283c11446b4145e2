package io.kubeterminal.api.gateway.inside;

import io.kubeterminal.api.gateway.tunnel.Wire;
import io.kubeterminal.sealing.KeyFile;
import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens the WebSocket inside a terminal, within a bound. */
public final class Inside {

  private final WayInside way;
  private final KeyFile<ShellKeys> keys;
  private final Duration bound;

  /**
   * @param keys from which the credentials of terminals are made, the newest first
   * @param bound for all of it, from the first packet to the end of the last handshake
   */
  public Inside(WayInside way, KeyFile<ShellKeys> keys, Duration bound) {
    this.way = way;
    this.keys = keys;
    this.bound = bound;
  }

  /** Reaches the terminal, with an older credential where it does not take the newest. */
  public Reached reach(Address address) {
    long start = System.nanoTime();
    List<String> tried = keys.get().credentials(address.terminalId());
    Reached reached = reach(address, tried, start);
    if (!(reached instanceof Reached.Unauthorized)) {
      return reached;
    }
    // The provisioner may have read rotated keys some seconds before us.
    List<String> others = new ArrayList<>(keys.newest().credentials(address.terminalId()));
    others.removeAll(tried);
    return others.isEmpty() ? reached : reach(address, others, start);
  }

  private Reached reach(Address address, List<String> credentials, long start) {
    Reached reached = new Reached.Unauthorized();
    for (String credential : credentials) {
      reached = reach(address, credential, bound.minusNanos(System.nanoTime() - start));
      if (!(reached instanceof Reached.Unauthorized)) {
        return reached;
      }
    }
    return reached;
  }

  private Reached reach(Address address, String credential, Duration left) {
    if (!left.isPositive()) {
      return new Reached.Silent();
    }
    long start = System.nanoTime();
    try {
      Wire wire = way.open(address, left);
      Duration rest = left.minusNanos(System.nanoTime() - start);
      Reached reached = greet(wire, address, credential, rest);
      if (!(reached instanceof Reached.Connected)) {
        wire.close();
      }
      return reached;
    } catch (SocketTimeoutException e) {
      return new Reached.Silent();
    } catch (IOException e) {
      return new Reached.Unreachable("it cannot be reached: " + e.getMessage());
    }
  }

  private static Reached greet(Wire wire, Address address, String credential, Duration left) {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean late = new AtomicBoolean();
    Thread.ofVirtual().name("shell-handshake").start(() -> closeAfter(left, answered, late, wire));
    try {
      Reached reached = exchange(wire, address, credential);
      return late.get() ? new Reached.Silent() : reached;
    } catch (IOException e) {
      return late.get()
          ? new Reached.Silent()
          : new Reached.Unreachable("it ended the handshake: " + e.getMessage());
    } finally {
      answered.countDown();
    }
  }

  private static Reached exchange(Wire wire, Address address, String credential)
      throws IOException {
    Handshake handshake = Handshake.begin();
    byte[] request = handshake.request(address.authority(), credential);
    wire.write(request, 0, request.length);
    byte[] head = new byte[Handshake.MOST_HEAD];
    int length = 0;
    while (true) {
      switch (handshake.judge(head, length)) {
        case Handshake.Accepted(byte[] early) -> {
          return new Reached.Connected(wire, credential, early);
        }
        case Handshake.Refused(String why) -> {
          return new Reached.Unreachable(why);
        }
        case Handshake.Unauthorized unauthorized -> {
          return new Reached.Unauthorized();
        }
        case Handshake.Incomplete incomplete -> {
          int read = wire.read(head, length, head.length - length);
          if (read < 0) {
            // ttyd refuses a credential on its WebSocket without a word.
            return length == 0
                ? new Reached.Unauthorized()
                : new Reached.Unreachable("it ended the handshake");
          }
          length += read;
        }
      }
    }
  }

  private static void closeAfter(
      Duration left, CountDownLatch answered, AtomicBoolean late, Wire wire) {
    try {
      if (!answered.await(left.toNanos(), TimeUnit.NANOSECONDS)) {
        late.set(true);
        wire.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
