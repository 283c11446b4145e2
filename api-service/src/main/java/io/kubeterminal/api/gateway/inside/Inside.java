package io.kubeterminal.api.gateway.inside;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Opens the WebSocket inside a terminal, within a bound. */
public final class Inside {

  private final WayInside way;
  private final Duration bound;

  /**
   * @param bound for all of it, from the first packet to the end of the handshake
   */
  public Inside(WayInside way, Duration bound) {
    this.way = way;
    this.bound = bound;
  }

  /** Reaches the terminal, or tells why not. */
  public Reached reach(Address address) {
    long start = System.nanoTime();
    try {
      Wire wire = way.open(address, bound);
      Reached reached = greet(wire, address, bound.minusNanos(System.nanoTime() - start));
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

  private static Reached greet(Wire wire, Address address, Duration left) {
    CountDownLatch answered = new CountDownLatch(1);
    AtomicBoolean late = new AtomicBoolean();
    Thread.ofVirtual().name("shell-handshake").start(() -> closeAfter(left, answered, late, wire));
    try {
      Reached reached = exchange(wire, address);
      return late.get() ? new Reached.Silent() : reached;
    } catch (IOException e) {
      return late.get()
          ? new Reached.Silent()
          : new Reached.Unreachable("it ended the handshake: " + e.getMessage());
    } finally {
      answered.countDown();
    }
  }

  private static Reached exchange(Wire wire, Address address) throws IOException {
    Handshake handshake = Handshake.begin();
    byte[] request = handshake.request(address.authority());
    wire.write(request, 0, request.length);
    byte[] head = new byte[Handshake.MOST_HEAD];
    int length = 0;
    while (true) {
      switch (handshake.judge(head, length)) {
        case Handshake.Accepted(byte[] early) -> {
          return new Reached.Connected(wire, early);
        }
        case Handshake.Refused(String why) -> {
          return new Reached.Unreachable(why);
        }
        case Handshake.Incomplete incomplete -> {
          int read = wire.read(head, length, head.length - length);
          if (read < 0) {
            return new Reached.Unreachable("it ended the handshake");
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
