package io.kubeterminal.api.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.kubeterminal.startup.CannotStart;
import java.time.Duration;

/** Makes the client for the cluster of the kubeconfig's current context, or the one we run in. */
public final class KubernetesConnection {

  /**
   * Requests that the client lets out at once; the bounds on shells and reviews are those that
   * count.
   */
  private static final int NO_BOUND = 100_000;

  private KubernetesConnection() {}

  /**
   * A client that has not asked anything yet.
   *
   * @param bound of each request
   */
  public static KubernetesClient open(Duration bound) {
    return open(bound, new JdkHttpClientFactory());
  }

  /**
   * The same.
   *
   * @param http makes what the client sends its requests with
   */
  public static KubernetesClient open(Duration bound, HttpClient.Factory http) {
    int timeout = Math.toIntExact(bound.toMillis());
    return new KubernetesClientBuilder()
        .withHttpClientFactory(http)
        .withConfig(
            new ConfigBuilder(kubeconfig())
                .withRequestTimeout(timeout)
                .withConnectionTimeout(timeout)
                // Whoever asked tries again.
                .withRequestRetryBackoffLimit(0)
                .withMaxConcurrentRequests(NO_BOUND)
                .withMaxConcurrentRequestsPerHost(NO_BOUND)
                .withHttp2Disable(true)
                .build())
        .build();
  }

  private static Config kubeconfig() {
    try {
      return Config.autoConfigure(null);
    } catch (RuntimeException e) {
      throw new CannotStart(
          "The kubeconfig cannot be read: " + String.join(", ", Config.getKubeconfigFilenames()),
          "'kubectl config view' says what is wrong in it, and where.");
    }
  }
}
