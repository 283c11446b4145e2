package io.kubeterminal.api.gateway.cluster;

import io.fabric8.kubernetes.client.http.WebSocket;
import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A forwarded connection: a WebSocket to the API server whose messages begin with the number of a
 * channel, one for the bytes, one for errors. The next message is asked for when the last is read,
 * and sent when the last is gone, so that the slower side holds back the other and no more than one
 * message each way is in memory.
 */
final class ForwardedWire implements Wire, WebSocket.Listener {

  private static final int DATA = 0;
  private static final int ERROR = 1;
  private static final int CHANNELS = 2;
  private static final int PART = 16 * 1024;
  private static final int NORMAL_CLOSURE = 1000;
  private static final long SHORTEST_LOOK = 100_000;
  private static final long LONGEST_LOOK = 20_000_000;

  private final boolean[] portSaid = new boolean[CHANNELS];
  private volatile @Nullable WebSocket socket;
  private @Nullable ByteBuffer unread;
  private @Nullable String failure;
  private boolean over;

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
  }

  @Override
  public void onMessage(WebSocket from, String text) {
    onMessage(from, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Override
  public void onMessage(WebSocket from, ByteBuffer message) {
    if (!keep(message)) {
      from.request();
    }
  }

  /** Whether it waits to be read; whatever else it is, is dealt with. */
  private synchronized boolean keep(ByteBuffer message) {
    int channel = message.hasRemaining() ? message.get() : DATA;
    if (over || !message.hasRemaining()) {
      return false;
    }
    if (channel < 0 || channel >= CHANNELS) {
      end("an unknown channel");
      return false;
    }
    if (!portSaid[channel]) {
      // The first message of a channel is the number of its port.
      portSaid[channel] = true;
      return false;
    }
    if (channel == ERROR) {
      end(StandardCharsets.UTF_8.decode(message).toString());
      return false;
    }
    unread = message;
    notifyAll();
    return true;
  }

  @Override
  public void onClose(WebSocket from, int code, String reason) {
    end(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    end(String.valueOf(error));
  }

  private synchronized void end(@Nullable String why) {
    if (!over) {
      over = true;
      failure = why;
      notifyAll();
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count;
    synchronized (this) {
      ByteBuffer message = awaitMessage();
      if (message == null) {
        return -1;
      }
      count = Math.min(length, message.remaining());
      message.get(buffer, offset, count);
      if (message.hasRemaining()) {
        return count;
      }
      unread = null;
    }
    opened().request();
    return count;
  }

  private synchronized @Nullable ByteBuffer awaitMessage() throws IOException {
    try {
      while (unread == null && !over) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (unread == null && failure != null) {
      throw new IOException("the forwarding ended: " + failure);
    }
    return unread;
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    for (int at = offset; at < offset + length; at += PART) {
      int part = Math.min(PART, offset + length - at);
      ByteBuffer message =
          ByteBuffer.allocate(1 + part).put((byte) DATA).put(buffer, at, part).flip();
      if (isOver() || !opened().send(message)) {
        throw new IOException("the forwarding has ended");
      }
      awaitSent();
    }
  }

  /** The client tells that a message is gone only to those who ask. */
  private void awaitSent() throws IOException {
    long pause = SHORTEST_LOOK;
    while (opened().queueSize() > 0) {
      if (isOver()) {
        throw new IOException("the forwarding has ended");
      }
      LockSupport.parkNanos(pause);
      pause = Math.min(2 * pause, LONGEST_LOOK);
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private WebSocket opened() throws IOException {
    WebSocket opened = socket;
    if (opened == null) {
      throw new IOException("the forwarding has not begun");
    }
    return opened;
  }

  /** There is no half of a forwarded connection. */
  @Override
  public void finish() {}

  @Override
  public void close() {
    WebSocket opened = socket;
    synchronized (this) {
      unread = null;
      end(null);
    }
    if (opened != null && opened.sendClose(NORMAL_CLOSURE, "")) {
      // What was sent meanwhile comes before the answer, and is thrown away.
      opened.request();
    }
  }
}
