package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Map;

/** Sends whatever a stranger may send, upgrades and cookies included, and reads what comes back. */
final class RawHttp {

  /** A terminal is waited for; what follows the first bytes comes at once. */
  private static final int ANSWER_MS = 30_000;

  private static final int PATIENCE_MS = 5_000;
  private static final int MOST_BYTES = 65_536;

  /**
   * What came back.
   *
   * @param status 0: nothing, or nothing that is HTTP
   */
  record Answer(int status, String head, String body) {

    /** The values of its Set-Cookie headers, as a Cookie header wants them. */
    String cookies() {
      StringBuilder cookies = new StringBuilder();
      head.lines()
          .filter(line -> line.regionMatches(true, 0, "set-cookie:", 0, 11))
          .map(line -> line.substring(11).strip().replaceFirst(";.*", ""))
          .forEach(cookie -> cookies.append(cookies.isEmpty() ? "" : "; ").append(cookie));
      return cookies.toString();
    }
  }

  private RawHttp() {}

  static Answer ask(int port, String method, String path, Map<String, String> headers, String body)
      throws IOException {
    StringBuilder request = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(port).append("\r\n");
    if (!headers.containsKey("Connection")) {
      request.append("Connection: close\r\n");
    }
    headers.forEach(
        (name, value) -> request.append(name).append(": ").append(value).append("\r\n"));
    byte[] bytes = body.getBytes(UTF_8);
    if (bytes.length > 0) {
      request.append("Content-Type: application/json\r\n");
    }
    request.append("Content-Length: ").append(bytes.length).append("\r\n\r\n").append(body);
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MS);
      socket.setSoTimeout(ANSWER_MS);
      socket.getOutputStream().write(request.toString().getBytes(UTF_8));
      return answer(read(socket));
    }
  }

  /** The headers with which a page of the service itself opens a WebSocket. */
  static Map<String, String> upgrade(int port) {
    return Map.of(
        "Connection",
        "Upgrade",
        "Upgrade",
        "websocket",
        "Sec-WebSocket-Key",
        "dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version",
        "13",
        "Sec-WebSocket-Protocol",
        "tty",
        "Origin",
        "http://127.0.0.1:" + port);
  }

  /** Until the other side is done; a list's stream or a WebSocket never is. */
  private static String read(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[8_192];
    try {
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        all.write(buffer, 0, read);
        socket.setSoTimeout(PATIENCE_MS);
        if (all.size() > MOST_BYTES || isOpenEnded(all.toString(UTF_8))) {
          break;
        }
      }
    } catch (SocketTimeoutException stillOpen) {
      // What there is, is there.
    }
    return all.toString(UTF_8);
  }

  private static boolean isOpenEnded(String text) {
    return text.startsWith("HTTP/1.1 101") || text.contains("event: listed");
  }

  private static Answer answer(String text) {
    int end = text.indexOf("\r\n\r\n");
    if (!text.startsWith("HTTP/1.") || end < 0) {
      return new Answer(0, "", text);
    }
    return new Answer(
        Integer.parseInt(text.substring(9, 12)), text.substring(0, end), text.substring(end + 4));
  }
}
