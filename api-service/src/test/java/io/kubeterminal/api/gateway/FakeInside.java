package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Handshake;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal's pod might answer, good or bad, over real sockets. */
public final class FakeInside implements AutoCloseable {

  /** How it treats a connection whose request it has read. */
  public interface Conduct {
    void treat(Connection connection) throws IOException;
  }

  /** One connection, after its request. */
  public record Connection(Socket socket, String request, DataInputStream in) {

    public void send(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
    }

    public void send(Frame frame) throws IOException {
      send(frame.bytes(false));
    }

    public void send(String text) throws IOException {
      send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The next frame that is not the first message; null at the end. */
    public Frame next() throws IOException {
      Frame frame = any();
      return frame != null && frame.words().startsWith("{\"AuthToken\"") ? any() : frame;
    }

    /** The next frame; null at the end. */
    public Frame any() throws IOException {
      return Frame.read(in);
    }

    public String accepting() {
      Matcher key = Pattern.compile("Sec-WebSocket-Key: (\\S+)").matcher(request);
      if (!key.find()) {
        throw new AssertionError("no key in " + request);
      }
      return "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
          + "Sec-WebSocket-Accept: %s\r\nSec-WebSocket-Protocol: tty\r\n\r\n"
              .formatted(Handshake.accept(key.group(1)));
    }
  }

  /** Sends every data message back, answers pings and close. */
  public static final Conduct ECHO =
      connection -> {
        connection.send(connection.accepting());
        for (Frame frame = connection.next(); frame != null; frame = connection.next()) {
          switch (frame.opcode()) {
            case Frame.PING -> connection.send(new Frame(true, Frame.PONG, frame.payload()));
            case Frame.PONG -> {}
            case Frame.CLOSE -> {
              connection.send(frame);
              connection.socket().close();
              return;
            }
            default -> connection.send(frame);
          }
        }
      };

  /** Opens the WebSocket and leaves the rest to the test. */
  public static final Conduct OPEN = connection -> connection.send(connection.accepting());

  /** Opens the WebSocket and says more than anybody can read. */
  public static final Conduct FLOOD =
      connection -> {
        connection.send(connection.accepting());
        byte[] much = new Frame(true, Frame.BINARY, "0y\r\n".repeat(4_000).getBytes()).bytes(false);
        while (true) {
          connection.send(much);
        }
      };

  public final List<String> requests = new CopyOnWriteArrayList<>();
  public final BlockingQueue<Connection> connections = new LinkedBlockingQueue<>();
  private final AtomicInteger accepted = new AtomicInteger();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ServerSocket server;
  private final Conduct conduct;

  public FakeInside(Conduct conduct) throws IOException {
    this.conduct = conduct;
    this.server = new ServerSocket(0, 1_000, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** How many connections have been made to it. */
  public int accepted() {
    return accepted.get();
  }

  /** The next connection whose request was read. */
  public Connection await() {
    try {
      Connection connection = connections.poll(10, TimeUnit.SECONDS);
      if (connection == null) {
        throw new AssertionError("nobody came");
      }
      return connection;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        sockets.add(socket);
        Thread.startVirtualThread(() -> serve(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket) {
    try {
      socket.setTcpNoDelay(true);
      DataInputStream in = new DataInputStream(socket.getInputStream());
      String request = head(in);
      requests.add(request);
      Connection connection = new Connection(socket, request, in);
      conduct.treat(connection);
      connections.add(connection);
    } catch (IOException gone) {
      // The other side has closed.
    }
  }

  /** Up to the empty line. */
  public static String head(DataInputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      head.write(next);
    }
    return head.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
