package io.kubeterminal.provisioner.cluster;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.provisioner.manifest.ManifestSettings;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.sealing.CredentialVersion;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** A namespace of its own in the real cluster, and the cluster under test in it. */
public final class ClusterFixture implements AutoCloseable {

  public static final String IMAGE = "docker.io/library/kube-ttyd-test:2";

  /** The key of every terminal's ttyd here. */
  public static final ShellKeys SHELL_KEYS = new ShellKeys(List.of("not-a-real-key".repeat(3)));

  static final Duration PATIENCE = Duration.ofSeconds(30);

  public final String namespace = "it-" + UUID.randomUUID();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Set<UUID> changes = ConcurrentHashMap.newKeySet();
  final ClusterSettings settings;
  final ManifestSettings manifest;
  public final KubernetesClient kubectl;
  public final KubernetesCluster cluster;

  public ClusterFixture() {
    this(Map.of(), Config.autoConfigure(null));
  }

  /**
   * @param config what the cluster under test connects to
   * @param interceptors see its requests
   */
  public ClusterFixture(Config config, Interceptor... interceptors) {
    this(Map.of(), config, interceptors);
  }

  /**
   * @param manifests settings of the manifest, without their prefix
   */
  ClusterFixture(Map<String, String> manifests) {
    this(manifests, Config.autoConfigure(null));
  }

  private ClusterFixture(
      Map<String, String> manifests, Config config, Interceptor... interceptors) {
    settings =
        bind(
            "terminal.provisioner.cluster",
            ClusterSettings.class,
            Map.of("terminal.provisioner.cluster.refresh-interval", "5s"));
    Map<String, String> properties = new HashMap<>(Map.of("service-type", "node-port"));
    properties.putAll(manifests);
    properties.put("namespace", namespace);
    properties.put("image", IMAGE);
    manifest = bind("", ManifestSettings.class, properties);
    kubectl = KubernetesConnection.open(Config.autoConfigure(null), settings);
    kubectl
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    // Pods are refused until their namespace has its service account.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                kubectl.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
    List<Interceptor> all = new ArrayList<>(List.of(interceptors));
    all.add(new RequestMeter(meters));
    cluster = start(KubernetesConnection.open(config, settings, all.toArray(Interceptor[]::new)));
    cluster.onChange(changes::add);
    try {
      await().atMost(PATIENCE).until(cluster::synced);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private KubernetesCluster start(KubernetesClient client) {
    KubernetesCluster started =
        new KubernetesCluster(
            client, manifest, settings, SHELL_KEYS::credential, Clock.systemUTC(), Traces.OFF);
    started.start();
    return started;
  }

  static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
    return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate(prefix, type);
  }

  static DesiredTerminal terminal(@Nullable String image) {
    return new DesiredTerminal(
        UUID.randomUUID(),
        "fanux",
        null,
        "default",
        CredentialKind.TOKEN,
        "not-a-real-token",
        CredentialVersion.of("a-jwe"),
        image);
  }

  ObservedTerminal awaitReady(UUID id) {
    await().atMost(PATIENCE).until(() -> cluster.observe(id).endpoint() != null);
    return cluster.observe(id);
  }

  /** Writes of terminals so far: every request but lists and watches, and the one policy. */
  public double writes() {
    return meters.find(RequestMeter.NAME).counters().stream()
        .filter(counter -> !"GET".equals(counter.getId().getTag("method")))
        .filter(counter -> !"networkpolicies".equals(counter.getId().getTag("kind")))
        .mapToDouble(Counter::count)
        .sum();
  }

  double policyWrites() {
    return meters.find(RequestMeter.NAME).tag("kind", "networkpolicies").counters().stream()
        .filter(counter -> !"GET".equals(counter.getId().getTag("method")))
        .mapToDouble(Counter::count)
        .sum();
  }

  /** A second worker of the same installation. */
  KubernetesCluster another() {
    return start(KubernetesConnection.open(Config.autoConfigure(null), settings));
  }

  String versions(UUID id) {
    String name = TerminalLabels.name(id);
    return kubectl
            .secrets()
            .inNamespace(namespace)
            .withName(name)
            .require()
            .getMetadata()
            .getResourceVersion()
        + " "
        + kubectl
            .services()
            .inNamespace(namespace)
            .withName(name)
            .require()
            .getMetadata()
            .getResourceVersion();
  }

  @Override
  public void close() {
    cluster.close();
    kubectl.namespaces().withName(namespace).delete();
    kubectl.close();
  }
}
