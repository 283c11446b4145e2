import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Types one line into a terminal, through the API's gateway as the page does, and prints what it
 * answers, with nothing but the JDK: {@code KEY=... java RunInTerminal.java
 * http://HOST:PORT/api/v1/terminals/ID 'LINE'}.
 */
public final class RunInTerminal implements WebSocket.Listener {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final String begin = "begin-" + UUID.randomUUID();
  private final String end = "end-" + UUID.randomUUID();
  private final ByteArrayOutputStream message = new ByteArrayOutputStream();
  private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
  private final CompletableFuture<String> answer = new CompletableFuture<>();

  public static void main(String[] args) throws Exception {
    URI terminal = URI.create(args[0]);
    String bearer = "Bearer " + System.getenv("KEY");
    RunInTerminal run = new RunInTerminal();
    HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    try {
      WebSocket shell =
          http.newWebSocketBuilder()
              .header("Authorization", bearer)
              .header("Origin", terminal.getScheme() + "://" + terminal.getAuthority())
              .header("Cookie", ticket(http, terminal, bearer))
              .subprotocols("tty")
              .connectTimeout(PATIENCE)
              .buildAsync(URI.create("ws" + (terminal + "/shell").substring("http".length())), run)
              .join();
      System.out.println(run.type(shell, args[1]));
      shell.abort();
    } finally {
      http.shutdownNow();
    }
  }

  /** Good for one shell, once: a cookie, for a page's WebSocket carries nothing else of ours. */
  private static String ticket(HttpClient http, URI terminal, String bearer) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(terminal + "/tickets"))
            .header("Authorization", bearer)
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    if (response.statusCode() != 204) {
      throw new IllegalStateException(response.statusCode() + ": " + response.body());
    }
    return response.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.replaceFirst(";.*", ""))
        .collect(Collectors.joining("; "));
  }

  /** The quotes keep the terminal's echo of what is typed from looking like the answer. */
  private String type(WebSocket shell, String line) throws Exception {
    send(shell, "{\"columns\": 200, \"rows\": 50}");
    send(shell, "0echo " + quoted(begin) + "; " + line + "; echo " + quoted(end) + "\n");
    return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static void send(WebSocket shell, String text) {
    shell.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true).join();
  }

  private static String quoted(String mark) {
    return mark.replaceFirst("-", "'-'");
  }

  @Override
  public CompletionStage<?> onBinary(WebSocket shell, ByteBuffer part, boolean last) {
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    message.writeBytes(bytes);
    if (last) {
      byte[] whole = message.toByteArray();
      message.reset();
      // Of the kinds of message only output matters here.
      if (whole.length > 0 && whole[0] == '0') {
        shown.write(whole, 1, whole.length - 1);
        look();
      }
    }
    shell.request(1);
    return null;
  }

  private void look() {
    String text = shown.toString(StandardCharsets.UTF_8).replace("\r", "");
    int from = text.indexOf(begin + "\n");
    int to = text.indexOf(end);
    if (from >= 0 && to > from) {
      answer.complete(text.substring(from + begin.length() + 1, to).strip());
    }
  }

  @Override
  public CompletionStage<?> onClose(WebSocket shell, int code, String reason) {
    answer.completeExceptionally(new IllegalStateException("closed: " + code + " " + reason));
    return null;
  }

  @Override
  public void onError(WebSocket shell, Throwable failure) {
    answer.completeExceptionally(failure);
  }
}
