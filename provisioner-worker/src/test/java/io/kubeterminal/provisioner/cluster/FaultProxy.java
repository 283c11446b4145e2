package io.kubeterminal.provisioner.cluster;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands before the API server, byte for byte, and can be down. */
final class FaultProxy implements AutoCloseable {

  private final InetSocketAddress target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private volatile ServerSocket server;

  FaultProxy(InetSocketAddress target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    this.port = server.getLocalPort();
    accept(server);
  }

  int port() {
    return port;
  }

  /** Refuses connections and breaks those that are open. */
  void down() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    sockets.clear();
  }

  void up() throws IOException {
    ServerSocket again = new ServerSocket();
    again.setReuseAddress(true);
    again.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
    server = again;
    accept(again);
  }

  private void accept(ServerSocket from) {
    Thread.ofVirtual()
        .start(
            () -> {
              try {
                while (true) {
                  Socket near = from.accept();
                  Socket far = new Socket(target.getAddress(), target.getPort());
                  sockets.add(near);
                  sockets.add(far);
                  copy(near, far);
                  copy(far, near);
                }
              } catch (IOException closed) {
                // down
              }
            });
  }

  private void copy(Socket from, Socket to) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (from;
                  to) {
                from.getInputStream().transferTo(to.getOutputStream());
              } catch (IOException closed) {
                // the other side is told by closing
              } finally {
                sockets.remove(from);
                sockets.remove(to);
              }
            });
  }

  @Override
  public void close() throws IOException {
    down();
  }
}
