package io.kubeterminal.api.gateway.cluster;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A forwarded connection: a WebSocket to the API server whose messages begin with the number of a
 * channel, one for the bytes, one for errors. The next part of a message is asked for when the last
 * is read, out of the client's own buffer, and sent when the last is gone; so the slower side holds
 * back the other, and nothing is in memory twice.
 */
final class ForwardedWire implements Wire, WebSocket.Listener {

  /** After that a close that is not answered, or cannot even be sent, is a broken connection. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  private static final int NONE = -1;
  private static final int DATA = 0;
  private static final int ERROR = 1;
  private static final int CHANNELS = 2;
  private static final int PART = 16 * 1024;

  private final boolean[] portSaid = new boolean[CHANNELS];
  private volatile @Nullable WebSocket socket;
  private int channel = NONE;
  private boolean skipping;
  private @Nullable ByteBuffer unread;
  private @Nullable CompletableFuture<Void> readWhole;
  private @Nullable String failure;
  private boolean over;

  @Override
  public void onOpen(WebSocket opened) {
    socket = opened;
    if (isOver()) {
      opened.abort();
    } else {
      opened.request(1);
    }
  }

  /** The bytes are ours until the stage that is returned completes. */
  @Override
  public @Nullable CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
    CompletionStage<?> whole = keep(part, last);
    if (whole == null) {
      from.request(1);
    }
    return whole;
  }

  /** What completes when the part is read; null: it is not for reading, and dealt with. */
  private synchronized @Nullable CompletionStage<?> keep(ByteBuffer part, boolean last) {
    if (channel == NONE && part.hasRemaining()) {
      begin(part.get());
    }
    int of = channel;
    boolean skip = skipping;
    if (last) {
      channel = NONE;
      skipping = false;
    }
    if (over || skip || !part.hasRemaining()) {
      return null;
    }
    if (of == ERROR) {
      end(StandardCharsets.UTF_8.decode(part).toString());
      return null;
    }
    unread = part;
    readWhole = new CompletableFuture<>();
    notifyAll();
    return readWhole;
  }

  private void begin(int number) {
    channel = number;
    if (number < 0 || number >= CHANNELS) {
      end("an unknown channel");
    } else if (!portSaid[number]) {
      // The first message of a channel is the number of its port.
      portSaid[number] = true;
      skipping = true;
    }
  }

  @Override
  public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    end(null);
    return null;
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
    CompletableFuture<Void> whole;
    synchronized (this) {
      ByteBuffer part = awaitPart();
      if (part == null) {
        return -1;
      }
      count = Math.min(length, part.remaining());
      part.get(buffer, offset, count);
      if (part.hasRemaining()) {
        return count;
      }
      whole = readWhole;
      unread = null;
      readWhole = null;
    }
    if (whole != null) {
      whole.complete(null);
      opened().request(1);
    }
    return count;
  }

  private synchronized @Nullable ByteBuffer awaitPart() throws IOException {
    while (unread == null && !over) {
      pause();
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
      if (isOver() || !sent(opened().sendBinary(message, true))) {
        throw new IOException("the forwarding has ended");
      }
    }
  }

  private boolean sent(CompletableFuture<WebSocket> sending) throws IOException {
    sending.whenComplete((socket, failure) -> wake());
    synchronized (this) {
      while (!sending.isDone() && !over) {
        pause();
      }
    }
    return sending.isDone() && !sending.isCompletedExceptionally();
  }

  private synchronized void wake() {
    notifyAll();
  }

  private synchronized void pause() throws InterruptedIOException {
    try {
      wait();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
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

  /** A pod that takes nothing more holds up even the close; it does not hold the connection. */
  @Override
  public void close() {
    CompletableFuture<Void> whole;
    synchronized (this) {
      whole = readWhole;
      unread = null;
      readWhole = null;
      end(null);
    }
    WebSocket opened = socket;
    if (opened == null) {
      return;
    }
    opened.sendClose(WebSocket.NORMAL_CLOSURE, "");
    CompletableFuture.delayedExecutor(PATIENCE.toNanos(), TimeUnit.NANOSECONDS)
        .execute(opened::abort);
    if (whole != null) {
      // What was sent meanwhile comes before the answer, and is thrown away.
      whole.complete(null);
      opened.request(1);
    }
  }
}
