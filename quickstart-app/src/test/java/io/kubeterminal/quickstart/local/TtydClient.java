package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** A client of ttyd's protocol, as a browser's page would be. */
public final class TtydClient implements WebSocket.Listener, AutoCloseable {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final ByteArrayOutputStream output = new ByteArrayOutputStream();
  private final StringBuffer others = new StringBuffer();
  private final AtomicLong received = new AtomicLong();
  private final CompletableFuture<Integer> closeCode = new CompletableFuture<>();
  private final String credential;
  private final boolean readsAtOnce;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private WebSocket socket;

  private TtydClient(String credential, boolean readsAtOnce) {
    this.credential = credential;
    this.readsAtOnce = readsAtOnce;
  }

  /**
   * Connects and starts the process in a window of 80 x 24.
   *
   * @param credential {@code user:password}
   */
  public static TtydClient start(InetSocketAddress address, String credential) {
    TtydClient client = connect(address, credential, null, true);
    client.hello(80, 24);
    return client;
  }

  static TtydClient connect(
      InetSocketAddress address, String credential, String origin, boolean readsAtOnce) {
    TtydClient client = new TtydClient(credential, readsAtOnce);
    WebSocket.Builder builder =
        HTTP.newWebSocketBuilder()
            .subprotocols("tty")
            .header("Authorization", "Basic " + base64(credential));
    if (origin != null) {
      builder.header("Origin", origin);
    }
    URI uri = URI.create("ws://%s:%d/ws".formatted(address.getHostString(), address.getPort()));
    client.socket = builder.buildAsync(uri, client).join();
    return client;
  }

  /** The first message. */
  void hello(int columns, int rows) {
    send(helloMessage(columns, rows));
  }

  String helloMessage(int columns, int rows) {
    return "{\"AuthToken\":\"%s\",\"columns\":%d,\"rows\":%d}"
        .formatted(base64(credential), columns, rows);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Override
  public void onOpen(WebSocket opened) {
    if (readsAtOnce) {
      opened.request(1);
    }
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
    byte[] bytes = new byte[data.remaining()];
    data.get(bytes);
    synchronized (output) {
      part.writeBytes(bytes);
      if (last) {
        byte[] whole = part.toByteArray();
        part.reset();
        received.addAndGet(whole.length - 1L);
        if (whole[0] == '0') {
          output.write(whole, 1, whole.length - 1);
        } else {
          others.append(new String(whole, UTF_8)).append('\n');
        }
      }
    }
    if (readsAtOnce) {
      from.request(1);
    }
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closeCode.complete(code);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closeCode.completeExceptionally(error);
  }

  public void type(String keys) {
    send("0" + keys);
  }

  void resize(int columns, int rows) {
    send("1{\"columns\":%d,\"rows\":%d}".formatted(columns, rows));
  }

  void send(String message) {
    socket.sendBinary(ByteBuffer.wrap(message.getBytes(UTF_8)), true).join();
  }

  void sendText(String message) {
    socket.sendText(message, true).join();
  }

  void request(long messages) {
    socket.request(messages);
  }

  public String output() {
    synchronized (output) {
      return output.toString(UTF_8);
    }
  }

  String otherMessages() {
    return others.toString();
  }

  long received() {
    return received.get();
  }

  public void awaitOutput(String text) {
    await().atMost(PATIENCE).until(() -> output().contains(text));
  }

  public int awaitClose() {
    return closeCode.orTimeout(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS).join();
  }

  boolean isClosed() {
    return closeCode.isDone();
  }

  @Override
  public void close() {
    socket.abort();
  }
}
