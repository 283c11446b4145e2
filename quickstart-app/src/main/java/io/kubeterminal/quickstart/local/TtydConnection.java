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
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client's connection to its terminal's shell, in ttyd's protocol. Output is sent as fast as
 * the client takes it; the shell waits for it meanwhile, so a slow client costs one buffer.
 */
final class TtydConnection extends Endpoint {

  private static final Logger LOG = LoggerFactory.getLogger(TtydConnection.class);
  private static final Duration UNTIL_FIRST_MESSAGE = Duration.ofSeconds(30);
  private static final Duration CLOSE_FRAME_WITHIN = Duration.ofSeconds(1);
  static final CloseReason BROKEN =
      new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "the shell could not be reached");

  private static final CloseReason NOT_LET_IN =
      new CloseReason(CloseCodes.VIOLATED_POLICY, "not authenticated");

  private static final CloseReason TOO_SLOW =
      new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "too slow, and others wait");

  private final LocalTerminal terminal;
  private final ClientMessages messages = new ClientMessages();
  private final Outbox outbox = new Outbox(this::tooSlow);
  private final CompletableFuture<@Nullable Void> cut = new CompletableFuture<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final AtomicReference<@Nullable CloseReason> reason = new AtomicReference<>();
  private volatile @Nullable Session session;
  private volatile @Nullable SharedShell shell;

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
    SharedShell joined = shell;
    switch (message) {
      case ClientMessage.Start start when joined == null && reason.get() == null -> {
        if (terminal.credential().admitsToken(start.authToken())) {
          start(start);
        } else {
          end(NOT_LET_IN);
        }
      }
      case ClientMessage.Start again -> {}
      case ClientMessage.Input input when joined != null -> type(joined, input);
      case ClientMessage.Input tooEarly -> {}
      case ClientMessage.Resize size when joined != null ->
          joined.resize(outbox, size.columns(), size.rows());
      case ClientMessage.Resize tooEarly -> {}
      case ClientMessage.Pause pause -> outbox.pause();
      case ClientMessage.Resume resume -> outbox.resume();
      case ClientMessage.Unreadable unreadable ->
          end(new CloseReason(CloseCodes.PROTOCOL_ERROR, unreadable.why()));
    }
  }

  private void start(ClientMessage.Start window) {
    try {
      SharedShell joined = terminal.join(outbox, window.columns(), window.rows());
      shell = joined;
      if (session instanceof Session open) {
        open.setMaxIdleTimeout(0);
      }
      if (reason.get() != null) {
        joined.leave(outbox);
      }
      Thread.ofVirtual().name("terminal-send-" + terminal.id()).start(this::sendOutput);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("terminal", terminal.id()).setCause(e).log("cannot start a shell");
      end(BROKEN);
    }
  }

  private void type(SharedShell joined, ClientMessage.Input input) {
    try {
      joined.type(outbox, input.bytes());
    } catch (IOException e) {
      // The shell has just ended; the output side closes the connection with its exit code.
    }
  }

  private void sendOutput() {
    try {
      byte[] message = outbox.next();
      while (message != null) {
        send(ByteBuffer.wrap(message));
        message = outbox.next();
      }
      end(Objects.requireNonNullElse(outbox.last(), BROKEN));
    } catch (IOException e) {
      end(BROKEN);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Elsewhere: the close frame waits for a client that may not read. */
  private void tooSlow() {
    LOG.atInfo().addKeyValue("terminal", terminal.id()).log("a slow connection was cut");
    Thread.ofVirtual().start(() -> end(TOO_SLOW));
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

  /** Ends the connection, not the shell; only the first reason counts. */
  void end(CloseReason why) {
    if (!reason.compareAndSet(null, why)) {
      return;
    }
    outbox.close();
    cut.complete(null);
    if (shell instanceof SharedShell joined) {
      joined.leave(outbox);
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
