package io.kubeterminal.api.gateway.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketHandshakeException;
import io.kubeterminal.api.cluster.KubernetesConnection;
import io.kubeterminal.api.gateway.inside.Address;
import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Through the API server's port-forward to the terminal's pod, wherever the row says it listens.
 * The cluster is not asked anything before the first terminal is wanted.
 */
public final class PodForward implements AutoCloseable {

  /** Where the server of every terminal listens in its pod. */
  private static final int PORT = 8080;

  private static final String SUBPROTOCOL = "v4.channel.k8s.io";

  /** The wire listens instead. */
  private static final WebSocket.Listener NOBODY = new WebSocket.Listener() {};

  private final PlainWebSockets webSockets = new PlainWebSockets();
  private final TerminalPods pods;
  private final Duration timeout;
  private @Nullable KubernetesClient client;

  /**
   * @param timeout of each request to the API server
   */
  public PodForward(String namespace, String installation, Duration timeout) {
    this.pods = new TerminalPods(namespace, installation);
    this.timeout = timeout;
  }

  /**
   * Opens a connection to the terminal's server.
   *
   * @throws SocketTimeoutException when it is not open within the bound
   * @throws IOException when there is no way
   */
  public Wire open(Address address, Duration bound) throws IOException {
    long start = System.nanoTime();
    try {
      KubernetesClient kubernetes = client();
      String pod =
          pods.find(kubernetes, address.terminalId())
              .orElseThrow(() -> new IOException("no pod of it runs"));
      return forward(kubernetes, pod, bound.minusNanos(System.nanoTime() - start));
    } catch (KubernetesClientException e) {
      throw new IOException("Kubernetes does not list its pods: " + e.getMessage(), e);
    }
  }

  private Wire forward(KubernetesClient kubernetes, String pod, Duration left) throws IOException {
    ForwardedWire wire = new ForwardedWire();
    String name = webSockets.add(wire);
    try {
      await(begin(kubernetes, pod, name, left), left);
      return wire;
    } catch (IOException e) {
      // Should it still open, it is closed at once.
      wire.close();
      throw e;
    } finally {
      webSockets.remove(name);
    }
  }

  private Future<?> begin(KubernetesClient kubernetes, String pod, String name, Duration left) {
    return kubernetes
        .getHttpClient()
        .newWebSocketBuilder()
        .uri(URI.create(kubernetes.getMasterUrl() + pods.path(pod, PORT)))
        .setHeader(PlainWebSockets.LISTENER, name)
        .subprotocol(SUBPROTOCOL)
        .connectTimeout(Math.max(1, left.toMillis()), TimeUnit.MILLISECONDS)
        .buildAsync(NOBODY);
  }

  private static void await(Future<?> opened, Duration left) throws IOException {
    try {
      opened.get(left.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      throw new SocketTimeoutException("the API server does not forward in time");
    } catch (ExecutionException e) {
      throw new IOException("Kubernetes does not forward to its pod: " + why(e.getCause()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private static String why(@Nullable Throwable failure) {
    return failure instanceof WebSocketHandshakeException refused && refused.getResponse() != null
        ? "it answers " + refused.getResponse().code()
        : String.valueOf(failure);
  }

  private synchronized KubernetesClient client() throws IOException {
    if (client == null) {
      try {
        client = KubernetesConnection.open(timeout, webSockets);
      } catch (RuntimeException e) {
        throw new IOException("the kubeconfig cannot be used: " + e.getMessage(), e);
      }
    }
    return client;
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
  }
}
