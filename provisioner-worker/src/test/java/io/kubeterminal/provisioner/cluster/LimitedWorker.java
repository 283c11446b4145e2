package io.kubeterminal.provisioner.cluster;

import static io.kubeterminal.provisioner.cluster.ClusterFixture.bind;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.ServiceResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.provisioner.manifest.ManifestSettings;
import io.kubeterminal.provisioner.manifest.NetworkManifest;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.sealing.CredentialVersion;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The worker's hands in Kubernetes, with the rights of one account: does everything that the worker
 * ever does there, and keeps what it is told when that fails.
 */
final class LimitedWorker implements AutoCloseable {

  private interface Step {
    void run() throws ClusterRefusal, ClusterUnavailable;
  }

  private final KubernetesClient admin;
  private final String namespace;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final Set<String> complaints = new TreeSet<>();
  private final ManifestSettings manifest;
  private final KubernetesClient client;
  private final KubernetesCluster cluster;
  private final NetworkRules rules;
  private final DesiredTerminal terminal = ClusterFixture.terminal(null);

  /**
   * @param podTemplate of pods that nothing has to run
   */
  LimitedWorker(
      KubernetesClient admin,
      String namespace,
      String installation,
      Config account,
      Path podTemplate) {
    this.admin = admin;
    this.namespace = namespace;
    this.manifest =
        bind(
            "",
            ManifestSettings.class,
            Map.of(
                "namespace", namespace,
                "installation", installation,
                "pod-template", podTemplate.toString()));
    // Only what the test asks for is asked; lists behind the watches are the watches' first ones.
    ClusterSettings settings =
        bind(
            "terminal.provisioner.cluster",
            ClusterSettings.class,
            Map.of(
                "terminal.provisioner.cluster.refresh-interval", "1h",
                "terminal.provisioner.cluster.request-timeout", "1m"));
    this.client = KubernetesConnection.open(account, settings, new RequestMeter(meters));
    this.cluster =
        new KubernetesCluster(
            client,
            manifest,
            settings,
            ClusterFixture.SHELL_KEYS::credential,
            Clock.systemUTC(),
            Traces.OFF);
    this.rules = new NetworkRules(client, manifest, new ObjectWrites(client, namespace));
  }

  /** A terminal's whole life, and what strangers may do to it. */
  void doEverything() {
    cluster.start();
    eventually("does not know what is there", cluster::synced);
    step(() -> cluster.apply(terminal));
    eventually("has not heard of its pod", this::podIsHeardOf);
    step(() -> cluster.renew(renewed()));
    step(this::mirrorABeat);
    somebodyEdits();
    step(() -> cluster.apply(terminal));
    step(() -> cluster.review("not-a-real-token"));
    step(rules::keepUp);
    edit(policies(), new NetworkManifest(manifest).name(), "{\"spec\":{\"egress\":[]}}");
    step(rules::keepUp);
    services().withName(name()).delete();
    eventually("has not heard that the Service is gone", () -> !cluster.observe(id()).complete());
    step(() -> cluster.apply(terminal));
    step(() -> cluster.delete(id()));
  }

  /** What failed, in its own words, and which requests were answered with 403. */
  Set<String> complaints() {
    Set<String> all = new TreeSet<>(complaints);
    meters.find(RequestMeter.NAME).tag("status", "403").counters().stream()
        .map(LimitedWorker::refused)
        .forEach(all::add);
    return all;
  }

  private static String refused(Counter counter) {
    return "403 %s %s".formatted(counter.getId().getTag("method"), counter.getId().getTag("kind"));
  }

  private UUID id() {
    return terminal.id();
  }

  private void step(Step step) {
    try {
      step.run();
    } catch (ClusterRefusal | ClusterUnavailable | KubernetesClientException e) {
      complaints.add(e.getMessage());
    }
  }

  /** Nobody waits for what was refused already. */
  private void eventually(String complaint, BooleanSupplier done) {
    try {
      await()
          .atMost(ClusterFixture.PATIENCE)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> done.getAsBoolean() || !complaints().isEmpty());
    } catch (ConditionTimeoutException e) {
      complaints.add(complaint);
    }
  }

  private boolean podIsHeardOf() {
    return cluster.observe(id()).progress() != null
        || !pods().isEmpty() && cluster.observe(id()).problem() != null;
  }

  private List<Pod> pods() {
    return admin
        .pods()
        .inNamespace(namespace)
        .withLabel(TerminalLabels.TERMINAL, id().toString())
        .list()
        .getItems();
  }

  private DesiredTerminal renewed() {
    return new DesiredTerminal(
        id(),
        terminal.owner(),
        terminal.displayName(),
        terminal.namespace(),
        CredentialKind.TOKEN,
        "another-token",
        CredentialVersion.of("another-jwe"),
        terminal.image());
  }

  private void mirrorABeat() throws ClusterRefusal, ClusterUnavailable {
    var deployment = cluster.liveDeployment(id());
    if (deployment != null) {
      String now = Long.toString(Instant.EPOCH.getEpochSecond());
      cluster.annotate(id(), deployment.uid(), HeartbeatMirror.ANNOTATION, now);
    }
  }

  /** Fields that the worker owns become somebody else's, so that it has to look whose they are. */
  private void somebodyEdits() {
    edit(secrets(), name(), "{\"data\":{\"token\":\"eA==\"}}");
    edit(
        services(),
        name(),
        "{\"spec\":{\"selector\":{\"%s\":\"x\"}}}".formatted(TerminalLabels.TERMINAL));
    edit(deployments(), name(), "{\"spec\":{\"replicas\":0}}");
  }

  /** What was never made, because a right is missing, is edited by nobody. */
  private static <T> void edit(
      NonNamespaceOperation<T, ?, ? extends Resource<T>> kind, String name, String patch) {
    try {
      kind.withName(name).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        throw e;
      }
    }
  }

  private String name() {
    return TerminalLabels.name(id());
  }

  private NonNamespaceOperation<Secret, ?, Resource<Secret>> secrets() {
    return admin.secrets().inNamespace(namespace);
  }

  private NonNamespaceOperation<Service, ?, ServiceResource<Service>> services() {
    return admin.services().inNamespace(namespace);
  }

  private NonNamespaceOperation<Deployment, ?, RollableScalableResource<Deployment>> deployments() {
    return admin.apps().deployments().inNamespace(namespace);
  }

  private NonNamespaceOperation<NetworkPolicy, ?, Resource<NetworkPolicy>> policies() {
    return admin.network().v1().networkPolicies().inNamespace(namespace);
  }

  @Override
  public void close() {
    rules.close();
    cluster.close();
  }
}
