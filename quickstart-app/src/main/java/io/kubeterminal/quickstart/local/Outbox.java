package io.kubeterminal.quickstart.local;

import jakarta.websocket.CloseReason;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The output that one connection has still to send. It takes whatever it is given; who gives it
 * waits while it {@link #isFull}, and so bounds it.
 */
final class Outbox {

  /** How much may wait, in bytes, before the shell does. */
  static final int ROOM = 64 * 1024;

  /** The longest message, in bytes. */
  private static final int LONGEST_MESSAGE = 16 * 1024;

  private final Runnable tooSlow;
  private byte[] waiting = new byte[LONGEST_MESSAGE];
  private int start;
  private int end;
  private long fullSince;
  private boolean paused;
  private boolean closed;
  private @Nullable CloseReason last;
  private volatile Runnable taken = () -> {};

  /**
   * @param tooSlow is run when the others can wait no longer for this connection
   */
  Outbox(Runnable tooSlow) {
    this.tooSlow = tooSlow;
  }

  /** Has {@code listener} run whenever something was taken out. */
  void onTaken(Runnable listener) {
    taken = listener;
  }

  synchronized void put(byte[] bytes) {
    if (closed || last != null) {
      return;
    }
    boolean wasFull = isFull();
    if (end + bytes.length > waiting.length) {
      int size = end - start;
      byte[] larger =
          size + bytes.length > waiting.length
              ? new byte[Math.max(2 * waiting.length, size + bytes.length)]
              : waiting;
      System.arraycopy(waiting, start, larger, 0, size);
      waiting = larger;
      start = 0;
      end = size;
    }
    System.arraycopy(bytes, 0, waiting, end, bytes.length);
    end += bytes.length;
    if (!wasFull) {
      fullSince = System.nanoTime();
    }
    notifyAll();
  }

  synchronized boolean isFull() {
    return !closed && end - start >= ROOM;
  }

  /** How long it has been full with nothing taken out. */
  synchronized Duration stalled() {
    return isFull() ? Duration.ofNanos(System.nanoTime() - fullSince) : Duration.ZERO;
  }

  /**
   * Waits for the next message of output; null: there will be none.
   *
   * @return the bytes to send, as they are
   */
  byte @Nullable [] next() throws InterruptedException {
    byte[] message;
    synchronized (this) {
      while (!closed && (paused || (start == end && last == null))) {
        wait();
      }
      if (closed || start == end) {
        return null;
      }
      int size = Math.min(end - start, LONGEST_MESSAGE);
      message = new byte[size + 1];
      message[0] = '0';
      System.arraycopy(waiting, start, message, 1, size);
      start += size;
      fullSince = System.nanoTime();
      shrink();
    }
    taken.run();
    return message;
  }

  /** A replay is much larger than what waits otherwise. */
  private void shrink() {
    if (waiting.length > 2 * ROOM && end - start <= ROOM) {
      waiting = Arrays.copyOfRange(waiting, start, start + ROOM + LONGEST_MESSAGE);
      end -= start;
      start = 0;
    }
  }

  synchronized void pause() {
    paused = true;
  }

  synchronized void resume() {
    paused = false;
    notifyAll();
  }

  /** Nothing will follow what is in it: when that is sent, the connection ends for {@code why}. */
  synchronized void finish(CloseReason why) {
    if (last == null) {
      last = why;
    }
    notifyAll();
  }

  /** Why the connection ends once everything is sent; null: it goes on. */
  synchronized @Nullable CloseReason last() {
    return last;
  }

  /** Throws away what is in it: the connection has ended. */
  void close() {
    synchronized (this) {
      closed = true;
      waiting = new byte[0];
      start = 0;
      end = 0;
      notifyAll();
    }
    taken.run();
  }

  /** Gives up on a connection that holds up the others. */
  void cut() {
    close();
    tooSlow.run();
  }
}
