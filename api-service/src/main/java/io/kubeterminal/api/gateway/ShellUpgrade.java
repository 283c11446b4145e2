package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.tunnel.Wire;
import jakarta.servlet.http.WebConnection;
import java.util.function.Consumer;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/**
 * Takes a connection over from Tomcat once 101 is answered, on Tomcat's own virtual thread, until
 * it is over. It is Tomcat's kind of handler and not the Servlet API's, because the latter has no
 * way to end what another thread waits for.
 */
public final class ShellUpgrade implements InternalHttpUpgradeHandler {

  private @Nullable SocketWrapperBase<?> socket;
  private @Nullable Consumer<Wire> shell;

  /** Only for Tomcat, which makes the handler of a connection itself. */
  public ShellUpgrade() {}

  void goesTo(Consumer<Wire> to) {
    shell = to;
  }

  @Override
  public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
    socket = wrapper;
  }

  @Override
  public void init(WebConnection unused) {
    if (shell != null && socket != null) {
      shell.accept(new BrowserWire(socket));
    }
  }

  @Override
  public SocketState upgradeDispatch(SocketEvent status) {
    // The first event comes when init has returned; by then everything is over.
    return SocketState.CLOSED;
  }

  @Override
  public void timeoutAsync(long now) {}

  @Override
  public void setSslSupport(@Nullable SSLSupport sslSupport) {}

  @Override
  public void pause() {}

  @Override
  public void destroy() {}
}
