package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kubeterminal.provisioner.cluster.SeenObjects.Seen;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.provisioner.manifest.ManifestSettings;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import io.kubeterminal.provisioner.manifest.TerminalManifest;
import io.kubeterminal.provisioner.manifest.TerminalObjects;
import io.kubeterminal.telemetry.Traces;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Terminals in Kubernetes: a Secret, a Service and a Deployment each. At most three requests create
 * one and three remove it; whether it is ready comes from watches.
 */
public final class KubernetesCluster implements Cluster {

  private static final Logger log = LoggerFactory.getLogger(KubernetesCluster.class);
  private static final String SECRETS = "/api/v1/namespaces/%s/secrets";
  private static final String SERVICES = "/api/v1/namespaces/%s/services";
  private static final String DEPLOYMENTS = "/apis/apps/v1/namespaces/%s/deployments";

  private final KubernetesClient client;
  private final ClusterSettings settings;
  private final InstantSource clock;
  private final Traces traces;
  private final TerminalManifest manifest;
  private final ObjectWrites writes;
  private final Hearing hearing = new Hearing();
  private final SecretNames secrets;
  private final WatchedKind<Service, ServiceFacts> services;
  private final WatchedKind<Deployment, DeploymentFacts> deployments;
  private final WatchedKind<Pod, PodFacts> pods;
  private final ListingBehind listing;
  private final TokenReviews reviews;
  private final @Nullable NetworkRules rules;
  private volatile Consumer<UUID> listener = terminalId -> {};

  /**
   * @param client closed with this cluster
   * @param ttydCredentials what the ttyd of a terminal wants to be shown
   */
  public KubernetesCluster(
      KubernetesClient client,
      ManifestSettings manifestSettings,
      ClusterSettings settings,
      Function<UUID, String> ttydCredentials,
      InstantSource clock,
      Traces traces) {
    this.client = client;
    this.settings = settings;
    this.clock = clock;
    this.traces = traces;
    this.manifest = new TerminalManifest(manifestSettings, ttydCredentials);
    this.reviews = TokenReviews.of(client, manifestSettings.apiServer(), settings);
    String namespace = manifestSettings.namespace();
    this.writes = new ObjectWrites(client, namespace);
    Map<String, String> ours = TerminalLabels.ofInstallation(manifestSettings.installation());
    Consumer<UUID> changed = terminalId -> listener.accept(terminalId);
    this.secrets =
        new SecretNames(
            () -> client.secrets().inNamespace(namespace).withLabels(ours), clock, changed);
    this.services =
        new WatchedKind<>(
            () -> client.services().inNamespace(namespace).withLabels(ours),
            new SeenObjects<>((service, before, now) -> ServiceFacts.of(service), clock),
            changed);
    this.deployments =
        new WatchedKind<>(
            () -> client.apps().deployments().inNamespace(namespace).withLabels(ours),
            new SeenObjects<>(DeploymentFacts::of, clock),
            changed);
    this.pods =
        new WatchedKind<>(
            () -> client.pods().inNamespace(namespace).withLabels(ours),
            new SeenObjects<>(PodFacts::of, clock),
            changed);
    this.listing =
        new ListingBehind(
            this, secrets, List.of(deployments, pods), List.of(services), hearing, settings, clock);
    this.rules =
        manifestSettings.networkPolicy().enabled()
            ? new NetworkRules(client, manifestSettings, writes)
            : null;
  }

  /** Begins to watch. An API server that is down is waited for, in the background. */
  public void start() {
    services.start();
    deployments.start();
    pods.start();
    listing.start();
    if (rules != null) {
      rules.start(settings.refreshInterval());
    }
  }

  @Override
  public void apply(DesiredTerminal terminal) throws ClusterRefusal, ClusterUnavailable {
    TerminalObjects objects = manifest.of(terminal);
    InParallel.run(
        List.of(
            apply(objects.secret(), secrets::returned),
            apply(objects.service(), services::returned),
            apply(objects.deployment(), deployments::returned)),
        traces);
  }

  private <T extends HasMetadata> InParallel.Write apply(T object, Consumer<T> returned) {
    return new InParallel.Write(
        "apply " + object.getKind(), () -> returned.accept(writes.apply(object)));
  }

  /** One request, and two more so that the pod has the credential in a second, not in a minute. */
  @Override
  public void renew(DesiredTerminal terminal) throws ClusterRefusal, ClusterUnavailable {
    secrets.returned(writes.apply(manifest.secret(terminal)));
    try {
      writes.touchPods(terminal.id(), TerminalLabels.CREDENTIAL, terminal.credentialVersion());
    } catch (KubernetesClientException e) {
      log.atInfo()
          .addKeyValue("terminal", terminal.id())
          .addKeyValue("answer", ApiAnswer.words(e))
          .log("The pod gets its renewed credential when its kubelet looks next");
    }
  }

  @Override
  public TokenVerdict review(String token) throws ClusterUnavailable {
    return reviews.review(token);
  }

  @Override
  public void delete(UUID terminalId) throws ClusterRefusal, ClusterUnavailable {
    List<InParallel.Write> deletes = new ArrayList<>();
    plan(deletes, terminalId, Deployment.class, DEPLOYMENTS, deployments.seen());
    plan(deletes, terminalId, Service.class, SERVICES, services.seen());
    plan(deletes, terminalId, Secret.class, SECRETS, secrets.seen());
    InParallel.run(deletes, traces);
  }

  /** What is not there, or going already, is not asked for again. */
  private <K extends T, T extends HasMetadata> void plan(
      List<InParallel.Write> deletes,
      UUID terminalId,
      Class<K> type,
      String path,
      SeenObjects<T, ?> seen) {
    for (Seen<?> object : seen.of(terminalId)) {
      if (!object.leaving()) {
        InParallel.Work delete =
            () -> {
              String name = TerminalLabels.name(terminalId);
              K left = writes.delete(type, path, name, object.uid());
              if (left == null) {
                seen.gone(terminalId, object.uid());
              } else {
                seen.offer(terminalId, left);
              }
            };
        deletes.add(new InParallel.Write("delete " + type.getSimpleName(), delete));
      }
    }
  }

  @Override
  public ObservedTerminal observe(UUID terminalId) {
    return new Observation(
            secrets.seen().only(terminalId),
            services.seen().only(terminalId),
            deployments.seen().only(terminalId),
            pods.seen().of(terminalId))
        .at(clock.instant(), hearing, settings.nodeHost());
  }

  @Override
  public Set<UUID> terminals() {
    Set<UUID> terminals = deployments.seen().terminals();
    terminals.addAll(services.seen().terminals());
    terminals.addAll(secrets.seen().terminals());
    return terminals;
  }

  @Override
  public void onChange(Consumer<UUID> listener) {
    this.listener = listener;
  }

  @Override
  public boolean synced() {
    return secrets.synced() && services.synced() && deployments.synced() && pods.synced();
  }

  /** The terminal's Deployment, as last heard, unless it is going. */
  @Nullable Seen<DeploymentFacts> liveDeployment(UUID terminalId) {
    Seen<DeploymentFacts> deployment = deployments.seen().only(terminalId);
    return deployment == null || deployment.leaving() ? null : deployment;
  }

  /** Notes the last heartbeat on the Deployment with this uid. */
  void annotate(UUID terminalId, String uid, String annotation, String value)
      throws ClusterRefusal, ClusterUnavailable {
    Deployment annotated = writes.annotate(terminalId, uid, annotation, value);
    deployments.returned(annotated);
  }

  @Override
  public void close() {
    if (rules != null) {
      rules.close();
    }
    listing.close();
    pods.close();
    deployments.close();
    services.close();
    client.close();
  }
}
