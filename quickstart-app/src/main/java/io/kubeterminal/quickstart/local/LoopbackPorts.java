package io.kubeterminal.quickstart.local;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardThreadExecutor;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.websocket.server.WsSci;

/** One HTTP server that listens on a loopback port of its own for each terminal. */
final class LoopbackPorts implements AutoCloseable {

  static final String ADDRESS = "127.0.0.1";

  /** Threads for all connections; an idle connection needs none. */
  private static final int MOST_THREADS = 200;

  /**
   * What a shell may be ahead of its reader in the kernel, which would take megabytes by itself:
   * what lies there is shown after Ctrl-C was typed.
   */
  private static final int SEND_BYTES = 128 * 1024;

  private final Path folder;
  private final Tomcat tomcat = new Tomcat();
  private final StandardThreadExecutor threads = new StandardThreadExecutor();
  private final Map<Integer, LocalTerminal> terminals = new ConcurrentHashMap<>();
  private final Map<LocalTerminal, Connector> connectors = new ConcurrentHashMap<>();

  /**
   * @param folder which the server may want for itself; removed at the end
   */
  LoopbackPorts(Path folder) throws IOException {
    this.folder = folder;
    // Both would be the whole JVM's, and nobody asked for them.
    TomcatURLStreamHandlerFactory.disable();
    Registry.disableRegistry();
    tomcat.setBaseDir(folder.toString());
    tomcat.getEngine().setName("local-terminals");
    threads.setName("local-terminals");
    threads.setNamePrefix("terminal-port-");
    threads.setMaxThreads(MOST_THREADS);
    threads.setMinSpareThreads(1);
    tomcat.getService().addExecutor(threads);
    Context context = tomcat.addContext("", null);
    context.addServletContainerInitializer(new WsSci(), null);
    Tomcat.addServlet(context, "ttyd", new TtydServlet(terminals::get));
    context.addServletMappingDecoded("/", "ttyd");
    try {
      tomcat.start();
    } catch (LifecycleException e) {
      throw new IOException("cannot serve local terminals", e);
    }
  }

  /** Listens for {@code terminal} on a free port. */
  int listen(LocalTerminal terminal) throws IOException {
    Connector connector = new Connector("HTTP/1.1");
    connector.setPort(0);
    connector.setThrowOnFailure(true);
    connector.setProperty("address", ADDRESS);
    connector.setProperty("socket.txBufSize", String.valueOf(SEND_BYTES));
    connector.getProtocolHandler().setExecutor(threads);
    try {
      tomcat.getService().addConnector(connector);
    } catch (IllegalArgumentException e) {
      throw new IOException("cannot listen on a port of " + ADDRESS, e);
    }
    connectors.put(terminal, connector);
    terminals.put(connector.getLocalPort(), terminal);
    return connector.getLocalPort();
  }

  /** Stops listening and cuts the connections off that are left. */
  void stopListening(LocalTerminal terminal) throws IOException {
    Connector connector = connectors.remove(terminal);
    if (connector == null) {
      return;
    }
    terminals.remove(connector.getLocalPort());
    try {
      tomcat.getService().removeConnector(connector);
      connector.destroy();
    } catch (LifecycleException e) {
      throw new IOException("cannot stop listening", e);
    }
  }

  @Override
  public void close() throws IOException {
    if (tomcat.getServer().getState() == LifecycleState.DESTROYED) {
      return;
    }
    try {
      tomcat.stop();
      tomcat.destroy();
      FolderRemoval.remove(folder);
    } catch (LifecycleException e) {
      throw new IOException("cannot stop serving local terminals", e);
    }
  }
}
