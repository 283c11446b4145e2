package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * A browser's connection, in Tomcat's hands. It is ended by shutting its channel down, which wakes
 * whoever waits in Tomcat for it; Tomcat itself closes it, once nobody uses its buffers any more.
 */
final class BrowserWire implements Wire {

  /**
   * What a shell may be ahead of its reader in the kernel: what lies there is shown after Ctrl-C
   * was typed.
   */
  private static final int SEND_BYTES = 128 * 1024;

  private final SocketWrapperBase<?> socket;
  private final SocketChannel channel;

  BrowserWire(SocketWrapperBase<?> socket) {
    this.socket = socket;
    this.channel = ((NioChannel) socket.getSocket()).getIOChannel();
    try {
      channel.setOption(StandardSocketOptions.SO_SNDBUF, SEND_BYTES);
    } catch (IOException gone) {
      // The first read tells.
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    try {
      return socket.read(true, buffer, offset, length);
    } catch (EOFException end) {
      return -1;
    }
  }

  @Override
  public void write(byte[] buffer, int offset, int length) throws IOException {
    socket.write(true, buffer, offset, length);
    socket.flush(true);
  }

  @Override
  public void finish() {
    try {
      channel.shutdownOutput();
    } catch (IOException gone) {
      // Then it is finished anyway.
    }
  }

  @Override
  public void close() {
    finish();
    try {
      channel.shutdownInput();
    } catch (IOException gone) {
      // Nobody waits for it.
    }
  }
}
