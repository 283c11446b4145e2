package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.kubeterminal.startup.CannotStart;
import io.micrometer.core.instrument.MeterRegistry;

/** Makes the client for the cluster of the kubeconfig's current context, or the one we run in. */
final class KubernetesConnection {

  /** Requests of one host that the client lets out at once; our own bound is lower. */
  private static final int NO_BOUND = 1_024;

  private KubernetesConnection() {}

  static KubernetesClient open(ClusterSettings settings, MeterRegistry meters) {
    return open(kubeconfig(), settings, new RequestMeter(meters));
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

  /**
   * @param interceptors see every request, in this order
   */
  static KubernetesClient open(Config base, ClusterSettings settings, Interceptor... interceptors) {
    int timeout = Math.toIntExact(settings.requestTimeout().toMillis());
    Config config =
        new ConfigBuilder(base)
            .withRequestTimeout(timeout)
            .withConnectionTimeout(timeout)
            // The work queue retries, terminal by terminal; retries in here would hold its places.
            .withRequestRetryBackoffLimit(0)
            .withMaxConcurrentRequests(NO_BOUND)
            .withMaxConcurrentRequestsPerHost(NO_BOUND)
            // A connection that went silent then costs its one request, not all that share it.
            .withHttp2Disable(true)
            // Grows to 32 times that: a server that was down is watched again within 4 s.
            .withWatchReconnectInterval(100)
            .build();
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientBuilderConsumer(
            http -> {
              for (Interceptor interceptor : interceptors) {
                http.addOrReplaceInterceptor(interceptor.getClass().getName(), interceptor);
              }
            })
        .build();
  }
}
