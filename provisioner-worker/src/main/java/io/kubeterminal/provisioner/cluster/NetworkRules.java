package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.EndpointAddress;
import io.fabric8.kubernetes.api.model.EndpointPort;
import io.fabric8.kubernetes.api.model.Endpoints;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kubeterminal.provisioner.manifest.ManifestSettings;
import io.kubeterminal.provisioner.manifest.NetworkManifest;
import io.kubeterminal.provisioner.manifest.NetworkManifest.ApiServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the NetworkPolicy of all terminals as it should be: looks at the start and now and then,
 * and writes only what differs.
 */
final class NetworkRules implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(NetworkRules.class);
  private static final Pattern IPV4 = Pattern.compile("[0-9.]+");
  private static final List<Integer> USUAL_PORTS = List.of(443, 6443);

  private final KubernetesClient client;
  private final ManifestSettings settings;
  private final NetworkManifest manifest;
  private final ObjectWrites writes;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("network-rules").factory());
  private boolean complained;

  NetworkRules(KubernetesClient client, ManifestSettings settings, ObjectWrites writes) {
    this.client = client;
    this.settings = settings;
    this.manifest = new NetworkManifest(settings);
    this.writes = writes;
  }

  void start(Duration every) {
    timer.scheduleWithFixedDelay(this::look, 0, every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    try {
      keepUp();
      complained = false;
    } catch (ClusterRefusal | ClusterUnavailable | KubernetesClientException e) {
      if (!complained && !timer.isShutdown()) {
        String answer =
            e instanceof KubernetesClientException k ? ApiAnswer.words(k) : e.getMessage();
        log.atWarn()
            .addKeyValue("policy", manifest.name())
            .addKeyValue("answer", answer)
            .log("The network policy of terminals cannot be kept up, and is tried again");
        complained = true;
      }
    } catch (RuntimeException e) {
      log.atError().setCause(e).log("The network policy of terminals is looked at again later");
    }
  }

  /** Brings the policy about, unless it is as it should be. */
  void keepUp() throws ClusterRefusal, ClusterUnavailable {
    NetworkPolicy wanted = manifest.of(apiServer());
    NetworkPolicy found =
        client
            .network()
            .v1()
            .networkPolicies()
            .inNamespace(settings.namespace())
            .withName(manifest.name())
            .get();
    if (found == null || !same(found, wanted)) {
      writes.apply(wanted);
    }
  }

  private static boolean same(NetworkPolicy found, NetworkPolicy wanted) {
    Map<String, String> labels = found.getMetadata().getLabels();
    return wanted.getSpec().equals(found.getSpec())
        && labels != null
        && labels.entrySet().containsAll(wanted.getMetadata().getLabels().entrySet());
  }

  private ApiServer apiServer() {
    List<String> cidrs = settings.networkPolicy().apiServerCidrs();
    URI uri = URI.create(settings.apiServer());
    List<Integer> ports =
        uri.getPort() > 0 && !USUAL_PORTS.contains(uri.getPort())
            ? List.of(443, 6443, uri.getPort())
            : USUAL_PORTS;
    if (!cidrs.isEmpty()) {
      return new ApiServer(cidrs, ports);
    }
    String address = address(uri.getHost());
    return address == null ? endpoints() : new ApiServer(List.of(cidr(address)), ports);
  }

  private ApiServer endpoints() {
    Endpoints endpoints = client.endpoints().inNamespace("default").withName("kubernetes").get();
    if (endpoints == null) {
      return new ApiServer(List.of(), List.of());
    }
    List<String> addresses =
        endpoints.getSubsets().stream()
            .flatMap(subset -> subset.getAddresses().stream())
            .map(EndpointAddress::getIp)
            .distinct()
            .sorted()
            .map(NetworkRules::cidr)
            .toList();
    List<Integer> ports =
        endpoints.getSubsets().stream()
            .flatMap(subset -> subset.getPorts().stream())
            .map(EndpointPort::getPort)
            .distinct()
            .sorted()
            .toList();
    return new ApiServer(addresses, ports);
  }

  /** The host, if it is an address and no name. */
  private static @Nullable String address(@Nullable String host) {
    if (host == null) {
      return null;
    }
    String bare = host.replaceAll("[\\[\\]]", "");
    return IPV4.matcher(bare).matches() || bare.contains(":") ? bare : null;
  }

  private static String cidr(String address) {
    return address + (address.contains(":") ? "/128" : "/32");
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
