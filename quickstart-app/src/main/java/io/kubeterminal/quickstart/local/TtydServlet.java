package io.kubeterminal.quickstart.local;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Turns a request for {@code /ws} into a connection to the terminal behind the port it came to. */
final class TtydServlet extends HttpServlet {

  private final transient IntFunction<@Nullable LocalTerminal> terminals;

  TtydServlet(IntFunction<@Nullable LocalTerminal> terminals) {
    this.terminals = terminals;
  }

  /** Looks at who asks before it looks at what for. */
  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    LocalTerminal terminal = terminals.apply(request.getLocalPort());
    if (!Origins.allows(request.getHeader("Origin"))) {
      response.sendError(HttpServletResponse.SC_FORBIDDEN);
    } else if (terminal == null) {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    } else if (!terminal.credential().admitsHeader(request.getHeader("Authorization"))) {
      response.setHeader("WWW-Authenticate", "Basic realm=\"ttyd\"");
      response.sendError(HttpServletResponse.SC_UNAUTHORIZED);
    } else if ("/ws".equals(request.getRequestURI()) && wantsWebSocket(request)) {
      connect(terminal, request, response);
    } else {
      response.setContentType("text/plain");
      response.getWriter().println("A terminal: ttyd's WebSocket protocol at /ws.");
    }
  }

  private static boolean wantsWebSocket(HttpServletRequest request) {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
  }

  private void connect(
      LocalTerminal terminal, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    ServerContainer container =
        (ServerContainer) getServletContext().getAttribute(ServerContainer.class.getName());
    ServerEndpointConfig endpoint =
        ServerEndpointConfig.Builder.create(TtydConnection.class, "/ws")
            .subprotocols(List.of("tty"))
            .configurator(new ToTerminal(terminal))
            .build();
    try {
      container.upgradeHttpToWebSocket(request, response, endpoint, Map.of());
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }

  private static final class ToTerminal extends ServerEndpointConfig.Configurator {

    private final LocalTerminal terminal;

    ToTerminal(LocalTerminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public <T> T getEndpointInstance(Class<T> endpoint) {
      return endpoint.cast(new TtydConnection(terminal));
    }
  }
}
