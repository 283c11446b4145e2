package io.kubeterminal.api.gateway.inside;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.time.Duration;

/** Straight to the address in the row. */
public final class DirectWay implements WayInside {

  /**
   * What a shell may be ahead of its reader in the kernel: what lies there is shown after Ctrl-C
   * was typed.
   */
  private static final int RECEIVE_BYTES = 64 * 1024;

  @Override
  public Wire open(Address address, Duration bound) throws IOException {
    Socket socket = new Socket();
    try {
      socket.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BYTES);
      socket.setTcpNoDelay(true);
      InetSocketAddress where = new InetSocketAddress(address.host(), address.port());
      socket.connect(where, Math.toIntExact(Math.max(1, bound.toMillis())));
      return new SocketWire(socket);
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }
}
