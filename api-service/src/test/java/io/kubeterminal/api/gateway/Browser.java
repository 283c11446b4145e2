package io.kubeterminal.api.gateway;

import io.kubeterminal.api.RunningApi;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** A browser's side of a shell: its handshake, header by header, and frames by hand. */
public final class Browser implements AutoCloseable {

  private final Socket socket;
  private final DataInputStream in;
  private final OutputStream out;
  private final String head;

  private Browser(Socket socket, String request) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(20_000);
    socket.setTcpNoDelay(true);
    this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 16_384));
    this.out = socket.getOutputStream();
    out.write(request.getBytes(StandardCharsets.ISO_8859_1));
    this.head = FakeInside.head(in);
  }

  /** The headers of a browser's opening handshake. */
  public static Map<String, String> headers(String origin, String cookies) {
    Map<String, String> headers = new TreeMap<>();
    headers.put("Upgrade", "websocket");
    headers.put("Connection", "keep-alive, Upgrade");
    headers.put("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
    headers.put("Sec-WebSocket-Version", "13");
    headers.put("Sec-WebSocket-Protocol", "tty");
    headers.put("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits");
    headers.put("Authorization", RunningApi.BEARER);
    headers.put("Origin", origin);
    headers.put("Cookie", cookies);
    return headers;
  }

  /**
   * @param headers those with the value null are left out
   */
  public static Browser ask(int port, String path, Map<String, String> headers) throws IOException {
    return ask(new Socket("127.0.0.1", port), path, headers);
  }

  public static Browser ask(Socket socket, String path, Map<String, String> headers)
      throws IOException {
    StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\n");
    request.append("Host: 127.0.0.1:").append(socket.getPort()).append("\r\n");
    headers.forEach(
        (name, value) -> {
          if (value != null) {
            request.append(name).append(": ").append(value).append("\r\n");
          }
        });
    return new Browser(socket, request.append("\r\n").toString());
  }

  public int status() {
    return Integer.parseInt(head.split(" ")[1]);
  }

  public String head() {
    return head;
  }

  /** What follows the head of a refusal. */
  public String body() throws IOException {
    int length =
        head.lines()
            .filter(line -> line.toLowerCase().startsWith("content-length:"))
            .mapToInt(line -> Integer.parseInt(line.substring(15).strip()))
            .findFirst()
            .orElse(-1);
    if (length >= 0) {
      return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
    // Chunked, and short enough for one.
    int chunk = Integer.parseInt(in.readLine().strip(), 16);
    return new String(in.readNBytes(chunk), StandardCharsets.UTF_8);
  }

  public void send(Frame frame) throws IOException {
    send(frame.bytes(true));
  }

  public void send(byte[] bytes) throws IOException {
    out.write(bytes);
  }

  /** The next frame; null at the end of the connection. */
  public Frame next() throws IOException {
    return Frame.read(in);
  }

  /** The next frame that is no ping, which is answered. */
  public Frame nextAnsweringPings() throws IOException {
    Frame frame = next();
    while (frame != null && frame.opcode() == Frame.PING) {
      send(new Frame(true, Frame.PONG, frame.payload()));
      frame = next();
    }
    return frame;
  }

  Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
