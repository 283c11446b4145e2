package io.kubeterminal.api.gateway.cluster;

import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Lets listeners of the JDK's own kind have WebSockets that the Kubernetes client opens, with all
 * it knows of addresses, certificates and tokens. The client's own kind of listener gets whole
 * messages, copied twice, and cannot break a connection that is stuck.
 */
final class PlainWebSockets extends JdkHttpClientFactory {

  /** A header that names the listener; it never leaves. */
  static final String LISTENER = "kubeterminal-listener";

  private final Map<String, WebSocket.Listener> listeners = new ConcurrentHashMap<>();

  /** The value of the header that gives a WebSocket to this listener. */
  String add(WebSocket.Listener listener) {
    String name = UUID.randomUUID().toString();
    listeners.put(name, listener);
    return name;
  }

  void remove(String name) {
    listeners.remove(name);
  }

  @Override
  protected HttpClient.Builder createNewHttpClientBuilder() {
    HttpClient.Builder builder = super.createNewHttpClientBuilder();
    return (HttpClient.Builder)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpClient.Builder.class},
            (proxy, method, arguments) -> {
              try {
                Object result = method.invoke(builder, arguments);
                return result instanceof HttpClient client
                    ? new PassingClient(client, Opening::new)
                    : result == builder ? proxy : result;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** One WebSocket that is about to be opened. */
  private final class Opening implements WebSocket.Builder {

    private final WebSocket.Builder builder;
    private WebSocket.@Nullable Listener listener;

    Opening(WebSocket.Builder builder) {
      this.builder = builder;
    }

    @Override
    public WebSocket.Builder header(String name, String value) {
      if (LISTENER.equalsIgnoreCase(name)) {
        listener = listeners.get(value);
      } else {
        builder.header(name, value);
      }
      return this;
    }

    @Override
    public WebSocket.Builder connectTimeout(Duration timeout) {
      builder.connectTimeout(timeout);
      return this;
    }

    @Override
    public WebSocket.Builder subprotocols(String preferred, String... others) {
      builder.subprotocols(preferred, others);
      return this;
    }

    @Override
    public CompletableFuture<WebSocket> buildAsync(URI uri, WebSocket.Listener clients) {
      return builder.buildAsync(uri, listener == null ? clients : listener);
    }
  }
}
