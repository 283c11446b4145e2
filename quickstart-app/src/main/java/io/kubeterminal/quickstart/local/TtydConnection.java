package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection in ttyd's protocol, and the shell that is started for it. Output is read
 * from the shell only as fast as the client takes it, so a slow client costs one buffer.
 */
final class TtydConnection extends Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(TtydConnection.class);
  private static final int BUFFER = 16 * 1024;
  private static final Duration UNTIL_FIRST_MESSAGE = Duration.ofSeconds(30);
  private static final Duration CLOSE_FRAME_WITHIN = Duration.ofSeconds(1);
  private static final CloseReason BROKEN =
      new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "the shell could not be reached");

  private final LocalTerminal terminal;
  private final ClientMessages messages = new ClientMessages();
  private final OutputGate gate = new OutputGate();
  private final CompletableFuture<@Nullable Void> cut = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
  private volatile @Nullable Session session;
  private volatile @Nullable ShellProcess shell;

  TtydConnection(LocalTerminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void onOpen(Session opened, EndpointConfig config) {
    session = opened;
    // How long the close frame waits for a client that does not read.
    opened
        .getUserProperties()
        .put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", CLOSE_FRAME_WITHIN.toMillis());
    opened.setMaxIdleTimeout(UNTIL_FIRST_MESSAGE.toMillis());
    opened.addMessageHandler(
        ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>) this::onMessage);
    opened.addMessageHandler(
        String.class,
        (MessageHandler.Partial<String>)
            (part, last) -> onMessage(ByteBuffer.wrap(part.getBytes(UTF_8)), last));
    if (!terminal.attach(this)) {
      end(new CloseReason(CloseCodes.TRY_AGAIN_LATER, "closed, or too many connections"));
      return;
    }
    send("1" + terminal.title());
    send("2{}");
  }

  private void onMessage(ByteBuffer part, boolean last) {
    messages.read(part, last).ifPresent(this::handle);
  }

  private void handle(ClientMessage message) {
    ShellProcess running = shell;
    switch (message) {
      case ClientMessage.Start start when running == null && reason.get() == null -> start(start);
      case ClientMessage.Start again -> {}
      case ClientMessage.Input input when running != null -> type(running, input);
      case ClientMessage.Input tooEarly -> {}
      case ClientMessage.Resize size when running != null ->
          running.resize(size.columns(), size.rows());
      case ClientMessage.Resize tooEarly -> {}
      case ClientMessage.Pause pause -> gate.pause();
      case ClientMessage.Resume resume -> gate.resume();
      case ClientMessage.Unreadable unreadable ->
          end(new CloseReason(CloseCodes.PROTOCOL_ERROR, unreadable.why()));
    }
  }

  private void start(ClientMessage.Start window) {
    try {
      ShellProcess started = terminal.startShell(window.columns(), window.rows());
      shell = started;
      if (session instanceof Session open) {
        open.setMaxIdleTimeout(0);
      }
      if (reason.get() != null) {
        started.end();
      }
      // A platform thread: the read is native and would hold a virtual thread's carrier.
      Thread.ofPlatform()
          .daemon()
          .name("terminal-output-" + terminal.id())
          .start(() -> passOutput(started));
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("terminal", terminal.id()).setCause(e).log("cannot start a shell");
      end(BROKEN);
    }
  }

  private void type(ShellProcess running, ClientMessage.Input input) {
    try {
      running.type(input.bytes());
    } catch (IOException e) {
      // The shell has just ended; the output side closes the connection with its exit code.
    }
  }

  private void passOutput(ShellProcess running) {
    byte[] buffer = new byte[BUFFER];
    buffer[0] = '0';
    try {
      int read = running.read(buffer, 1);
      while (read > 0) {
        gate.await();
        send(ByteBuffer.wrap(buffer, 0, read + 1));
        read = running.read(buffer, 1);
      }
      end(closeReason(running.exitCode()));
    } catch (IOException e) {
      end(BROKEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      release(running);
    }
  }

  private void release(ShellProcess running) {
    try {
      running.release();
    } catch (IOException e) {
      LOG.atDebug().addKeyValue("terminal", terminal.id()).setCause(e).log("closed twice");
    }
  }

  private static CloseReason closeReason(int exitCode) {
    return exitCode == 0
        ? new CloseReason(CloseCodes.NORMAL_CLOSURE, "exit status 0")
        : new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "exit status " + exitCode);
  }

  @Override
  public void onClose(Session closed, CloseReason why) {
    end(why);
  }

  @Override
  public void onError(Session broken, Throwable cause) {
    LOG.atDebug()
        .addKeyValue("terminal", terminal.id())
        .addKeyValue("cause", cause.toString())
        .log("connection broke");
  }

  /** Ends the processes, then the connection; only the first reason counts. */
  void end(CloseReason why) {
    if (!reason.compareAndSet(null, why)) {
      return;
    }
    gate.open();
    cut.complete(null);
    if (shell instanceof ShellProcess running) {
      running.end();
    }
    try {
      if (session instanceof Session open && open.isOpen()) {
        open.close(why);
      }
    } catch (IOException e) {
      // The client has gone already.
    } finally {
      terminal.detach(this);
      ended.countDown();
    }
  }

  /** Waits until {@link #end} is through, at most so long. */
  void awaitEnd(Duration atMost) throws InterruptedException {
    ended.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void send(String text) {
    try {
      send(ByteBuffer.wrap(text.getBytes(UTF_8)));
    } catch (IOException e) {
      end(BROKEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until the client has taken the bytes, or the connection ends: a client may be slow. */
  private void send(ByteBuffer bytes) throws IOException, InterruptedException {
    CompletableFuture<SendResult> sent = new CompletableFuture<>();
    try {
      session().getAsyncRemote().sendBinary(bytes, sent::complete);
      CompletableFuture.anyOf(sent, cut).get();
    } catch (IllegalStateException | ExecutionException e) {
      throw new IOException("the client has gone", e);
    }
    if (!sent.isDone() || !sent.join().isOK()) {
      throw new IOException("the client has gone");
    }
  }

  private Session session() throws IOException {
    Session open = session;
    if (open == null) {
      throw new IOException("not connected");
    }
    return open;
  }
}
