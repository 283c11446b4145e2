package io.kubeterminal.testing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A TCP relay before a server, which can be cut and mended: the server seems down meanwhile. */
public final class Interruption implements AutoCloseable {

  private final InetSocketAddress target;
  private final ServerSocketFactory sockets;
  private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
  private final int port;
  private volatile @Nullable ServerSocket listener;

  public Interruption(URI server) {
    this(server, ServerSocketFactory.getDefault());
  }

  /**
   * @param sockets where it listens: those of TLS put TLS before a server that has none
   */
  public Interruption(URI server, ServerSocketFactory sockets) {
    this.sockets = sockets;
    target = new InetSocketAddress(server.getHost(), server.getPort());
    port = listen(0);
  }

  public int port() {
    return port;
  }

  /** From now on connections are refused, and those that are open break. */
  public void cut() {
    ServerSocket current = listener;
    if (current != null) {
      close(current);
    }
    open.forEach(Interruption::close);
    open.clear();
  }

  public void mend() {
    listen(port);
  }

  @Override
  public void close() {
    cut();
  }

  private int listen(int wanted) {
    try {
      ServerSocket socket = sockets.createServerSocket();
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      listener = socket;
      Thread.ofVirtual().start(() -> accept(socket));
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept(ServerSocket socket) {
    while (!socket.isClosed()) {
      try {
        Socket near = socket.accept();
        Socket far = new Socket();
        open.add(near);
        open.add(far);
        far.connect(target);
        Thread.ofVirtual().start(() -> relay(near, far));
        Thread.ofVirtual().start(() -> relay(far, near));
      } catch (IOException closed) {
        // cut, or the server is away: the client sees it as such
      }
    }
  }

  private void relay(Socket from, Socket to) {
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException cut) {
      // both ends are closed by now
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void close(Closeable closeable) {
    try {
      closeable.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
