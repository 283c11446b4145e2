package io.kubeterminal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * Speaks ttyd's WebSocket protocol as its page does: subprotocol {@code tty}, a first message with
 * the window's size, and then messages whose first byte says what they are.
 */
public final class TtydClient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final char INPUT = '0';
  private static final char OUTPUT = '0';

  private final HttpClient http;
  private final Screen screen = new Screen();
  private final WebSocket socket;

  private TtydClient(HttpClient http, URI uri, String token, Map<String, String> headers) {
    this.http = http;
    WebSocket.Builder builder =
        http.newWebSocketBuilder().subprotocols("tty").connectTimeout(PATIENCE);
    headers.forEach(builder::header);
    this.socket = builder.buildAsync(uri, screen).join();
    send("{\"AuthToken\":\"%s\",\"columns\":80,\"rows\":24}".formatted(token));
  }

  /**
   * Opens the shell behind {@code endpoint}, of a ttyd that lets everybody in.
   *
   * @param endpoint {@code ip:port}, or a whole {@code ws://} address
   */
  public static TtydClient connect(String endpoint) {
    return new TtydClient(HttpClient.newHttpClient(), uri(endpoint), "", Map.of());
  }

  /**
   * Opens the shell behind {@code endpoint} through a gateway, which knows the credential itself.
   *
   * @param headers who it is that comes
   */
  public static TtydClient connect(String endpoint, Map<String, String> headers) {
    return new TtydClient(HttpClient.newHttpClient(), uri(endpoint), "", headers);
  }

  /**
   * Opens the shell behind {@code endpoint}; a ttyd without a credential lets this in as well.
   *
   * @param credential {@code user:password}
   */
  public static TtydClient connect(String endpoint, String credential) {
    String token = Base64.getEncoder().encodeToString(credential.getBytes(StandardCharsets.UTF_8));
    return new TtydClient(
        HttpClient.newHttpClient(),
        uri(endpoint),
        token,
        Map.of("Authorization", "Basic " + token));
  }

  private static URI uri(String endpoint) {
    return URI.create(endpoint.contains("://") ? endpoint : "ws://" + endpoint + "/ws");
  }

  /** Types {@code text}; end it with a newline to have the shell run it. */
  public void type(String text) {
    send(INPUT + text);
  }

  /** Everything the terminal has shown so far, control sequences included. */
  public String output() {
    return screen.text();
  }

  /** Waits until the output holds {@code text}; fails with the whole output if it does not. */
  public String awaitOutput(String text, Duration atMost) {
    Awaitility.await("output with: " + text)
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(output()).contains(text));
    return output();
  }

  /** Waits until the other side has ended the connection, and tells its close code. */
  public int awaitClosed(Duration atMost) {
    Awaitility.await("end of the connection").atMost(atMost).until(() -> screen.closed != null);
    return Objects.requireNonNull(screen.closed);
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(1, TimeUnit.SECONDS);
    }
    http.shutdownNow();
  }

  private void send(String message) {
    ByteBuffer bytes = ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8));
    socket.sendBinary(bytes, true).join();
  }

  /** Collects what ttyd sends; of its kinds of message only output matters here. */
  private static final class Screen implements WebSocket.Listener {

    private final ByteArrayOutputStream message = new ByteArrayOutputStream();
    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private volatile @Nullable Integer closed;

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket socket, ByteBuffer part, boolean last) {
      byte[] bytes = new byte[part.remaining()];
      part.get(bytes);
      take(bytes, last);
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      take(part.toString().getBytes(StandardCharsets.UTF_8), last);
      socket.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
      closed = code;
      return null;
    }

    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed = 1006;
    }

    private synchronized void take(byte[] bytes, boolean last) {
      message.writeBytes(bytes);
      if (last) {
        byte[] whole = message.toByteArray();
        message.reset();
        if (whole.length > 0 && whole[0] == OUTPUT) {
          shown.write(whole, 1, whole.length - 1);
        }
      }
    }

    private synchronized String text() {
      return shown.toString(StandardCharsets.UTF_8);
    }
  }
}
