package io.kubeterminal.api.gateway.tunnel;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What goes to the browser: the terminal's bytes and, between its frames, our own. To say something
 * never waits for a browser that takes nothing: whoever writes just then says it along with the
 * rest.
 */
final class Outbound {

  private final Wire browser;
  private final ReentrantLock writing = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private boolean betweenFrames = true;
  private volatile boolean pingDue;
  private volatile byte @Nullable [] closeDue;
  private volatile @Nullable Long stuckSince;

  Outbound(Wire browser) {
    this.browser = browser;
  }

  /** Passes the terminal's bytes on as walked over; false: the close frame is said. */
  boolean pass(byte[] bytes, int length, FrameWalker walker) throws IOException {
    writing.lock();
    try {
      int cut = somethingDue() ? walker.boundary() : -1;
      if (isClosed()) {
        return false;
      }
      if (cut >= 0) {
        write(bytes, 0, cut);
        sayDue();
        if (isClosed()) {
          return false;
        }
      }
      write(bytes, Math.max(cut, 0), length - Math.max(cut, 0));
      betweenFrames = walker.betweenFrames();
      if (walker.closed()) {
        closed.countDown();
      }
    } finally {
      writing.unlock();
    }
    trySayDue();
    return !isClosed();
  }

  void ping() {
    pingDue = true;
    sayWithoutWaiting();
  }

  void close(int code, String reason) {
    closeDue = OwnFrames.close(code, reason);
    sayWithoutWaiting();
  }

  /** Whether a close frame is said, by the terminal's side or by us. */
  boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Waits until one is. */
  boolean awaitClosed(Duration bound) {
    return Waiting.until(closed, bound);
  }

  /** Since when the browser has taken nothing of what is being sent; null: it takes. */
  @Nullable Long stuckSince() {
    return stuckSince;
  }

  /** In a thread of its own: the buffers between here and the browser may just be full. */
  private void sayWithoutWaiting() {
    Thread.ofVirtual()
        .name("shell-say")
        .start(
            () -> {
              try {
                trySayDue();
              } catch (IOException gone) {
                // Whoever reads from the browser finds that out too, and ends the tunnel.
              }
            });
  }

  private void trySayDue() throws IOException {
    // Whoever holds the lock looks again after it has let go.
    while (somethingDue() && writing.tryLock()) {
      try {
        if (!betweenFrames || isClosed()) {
          return;
        }
        sayDue();
      } finally {
        writing.unlock();
      }
    }
  }

  private boolean somethingDue() {
    return pingDue || closeDue != null;
  }

  private void sayDue() throws IOException {
    byte[] close = closeDue;
    if (close != null) {
      closeDue = null;
      write(close, 0, close.length);
      closed.countDown();
    } else if (pingDue) {
      pingDue = false;
      byte[] ping = OwnFrames.ping();
      write(ping, 0, ping.length);
    }
  }

  private void write(byte[] bytes, int from, int length) throws IOException {
    if (length == 0) {
      return;
    }
    stuckSince = System.nanoTime();
    browser.write(bytes, from, length);
    stuckSince = null;
  }
}
