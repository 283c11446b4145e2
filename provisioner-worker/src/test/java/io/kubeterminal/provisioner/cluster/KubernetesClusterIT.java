package io.kubeterminal.provisioner.cluster;

import static io.kubeterminal.provisioner.cluster.ClusterFixture.PATIENCE;
import static io.kubeterminal.provisioner.cluster.ClusterFixture.terminal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.sealing.CredentialVersion;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.TtydClient;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Kubernetes really does with terminals. */
@ClusterTest
class KubernetesClusterIT {

  private static final Logger LOG = LoggerFactory.getLogger(KubernetesClusterIT.class);

  private ClusterFixture fixture;
  private KubernetesCluster cluster;

  @BeforeEach
  void open() {
    fixture = new ClusterFixture();
    cluster = fixture.cluster;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_terminal_is_created_answers_and_goes_with_three_writes_each() throws Exception {
    DesiredTerminal terminal = terminal(null);
    UUID id = terminal.id();

    cluster.apply(terminal);
    assertThat(fixture.writes()).isEqualTo(3);
    assertThat(cluster.observe(id).complete()).isTrue();

    ObservedTerminal ready = fixture.awaitReady(id);
    assertThat(ready.problem()).isNull();
    assertThat(fixture.writes()).isEqualTo(3);
    assertThat(cluster.terminals()).containsExactly(id);
    String endpoint = ready.endpoint().getHost() + ":" + ready.endpoint().getPort();
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .untilAsserted(
            () -> {
              try (TtydClient shell =
                  TtydClient.connect(endpoint, ClusterFixture.SHELL_KEYS.credential(id))) {
                shell.type("echo $((6*7))\n");
                shell.awaitOutput("42", Duration.ofSeconds(5));
              }
            });

    cluster.delete(id);
    assertThat(fixture.writes()).isEqualTo(6);
    assertThat(cluster.observe(id).gone()).isTrue();
    assertThat(cluster.terminals()).isEmpty();
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(left()).isEqualTo("0 0 0 0"));
  }

  @Test
  void applying_twice_changes_no_resource_version() throws Exception {
    DesiredTerminal terminal = terminal(null);
    cluster.apply(terminal);
    fixture.awaitReady(terminal.id());
    String before = versions(terminal.id());

    cluster.apply(terminal);

    assertThat(versions(terminal.id())).isEqualTo(before);
  }

  @Test
  void a_renewed_credential_reaches_the_pod_that_runs_and_restarts_nothing() throws Exception {
    DesiredTerminal terminal = terminal(null);
    cluster.apply(terminal);
    fixture.awaitReady(terminal.id());
    String uid = pod(terminal.id()).getMetadata().getUid();
    assertThat(cluster.observe(terminal.id()).credentialVersion())
        .isEqualTo(terminal.credentialVersion());
    String before = versions(terminal.id());

    DesiredTerminal renewed = renewed(terminal);
    Instant start = Instant.now();
    cluster.renew(renewed);

    assertThat(cluster.observe(terminal.id()).credentialVersion())
        .isEqualTo(renewed.credentialVersion());
    await()
        .atMost(Duration.ofSeconds(100))
        .untilAsserted(
            () ->
                assertThat(PodShell.run(fixture, terminal.id(), "cat /etc/kube-terminal/token"))
                    .isEqualTo("another-token"));
    LOG.info(
        "The pod had its renewed credential after {} ms",
        Duration.between(start, Instant.now()).toMillis());
    assertThat(pod(terminal.id()).getMetadata().getUid()).isEqualTo(uid);
    assertThat(PodShell.restarts(pod(terminal.id()))).isZero();

    String after = versions(terminal.id());
    assertThat(after.split(" ")[0]).isNotEqualTo(before.split(" ")[0]);
    assertThat(after.split(" ")[1]).isEqualTo(before.split(" ")[1]);
    cluster.renew(renewed);
    assertThat(fixture.versions(terminal.id()).split(" ")[0]).isEqualTo(after.split(" ")[0]);
    try (KubernetesCluster other = fixture.another()) {
      await().atMost(PATIENCE).until(other::synced);
      assertThat(other.observe(terminal.id()).credentialVersion())
          .isEqualTo(renewed.credentialVersion());
    }
  }

  @Test
  void a_credential_is_renewed_also_while_no_pod_is_there() throws Exception {
    DesiredTerminal renewed = renewed(terminal(null));

    cluster.renew(renewed);

    assertThat(cluster.observe(renewed.id()).credentialVersion())
        .isEqualTo(renewed.credentialVersion());
  }

  private static DesiredTerminal renewed(DesiredTerminal terminal) {
    return new DesiredTerminal(
        terminal.id(),
        terminal.owner(),
        terminal.displayName(),
        terminal.namespace(),
        terminal.credentialKind(),
        "another-token",
        CredentialVersion.of("another-jwe"),
        terminal.image());
  }

  @Test
  void deleting_what_is_not_there_costs_nothing() throws Exception {
    cluster.delete(UUID.randomUUID());
    assertThat(fixture.writes()).isZero();
  }

  @Test
  void an_image_that_does_not_exist_is_told_in_the_kubelets_words() throws Exception {
    DesiredTerminal terminal = terminal("localhost/no-such-image:1");
    cluster.apply(terminal);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Problem problem = cluster.observe(terminal.id()).problem();
              assertThat(problem).isNotNull();
              assertThat(problem.reason()).isEqualTo(EndReason.IMAGE_PULL);
              assertThat(problem.words()).contains("no-such-image").contains("failed");
            });
    // The back-off that follows says less, and does not hide it.
    String name = pod(terminal.id()).getMetadata().getName();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                fixture
                    .kubectl
                    .pods()
                    .inNamespace(fixture.namespace)
                    .withName(name)
                    .get()
                    .getStatus()
                    .getContainerStatuses()
                    .getFirst()
                    .getState()
                    .getWaiting()
                    .getReason()
                    .equals("ImagePullBackOff"));
    await()
        .during(Duration.ofSeconds(2))
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(cluster.observe(terminal.id()).problem().words())
                    .doesNotStartWith("Back-off"));
  }

  @Test
  void a_quota_on_secrets_or_node_ports_refuses_at_once_with_the_servers_words() {
    quota("services.nodeports", 0);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> cluster.apply(terminal(null)))
                    .isInstanceOf(ClusterRefusal.class)
                    .hasMessageContaining("exceeded quota")
                    .hasMessageContaining("services.nodeports"));
  }

  @Test
  void a_quota_on_pods_is_told_by_the_deployment() throws Exception {
    quota("pods", 0);
    DesiredTerminal terminal = terminal(null);
    cluster.apply(terminal);

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Problem problem = cluster.observe(terminal.id()).problem();
              assertThat(problem).isNotNull();
              assertThat(problem.reason()).isEqualTo(EndReason.REFUSED);
              assertThat(problem.words()).contains("exceeded quota");
            });
  }

  @Test
  void a_strangers_objects_with_our_names_are_neither_written_nor_deleted() throws Exception {
    DesiredTerminal terminal = terminal(null);
    String name = TerminalLabels.name(terminal.id());
    Secret secret =
        fixture
            .kubectl
            .secrets()
            .inNamespace(fixture.namespace)
            .resource(
                new SecretBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .addToData("theirs", "eA==")
                    .build())
            .create();
    Service service =
        fixture
            .kubectl
            .services()
            .inNamespace(fixture.namespace)
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName(name)
                    .endMetadata()
                    .withNewSpec()
                    .addToSelector("app", "theirs")
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();

    assertThatThrownBy(() -> cluster.apply(terminal))
        .isInstanceOf(ClusterRefusal.class)
        .hasMessageContaining("not ours");
    cluster.delete(terminal.id());

    assertThat(fixture.kubectl.secrets().resource(secret).require()).isEqualTo(secret);
    assertThat(fixture.kubectl.services().resource(service).require().getMetadata())
        .isEqualTo(service.getMetadata());
    assertThat(deployment(terminal.id())).isNull();
  }

  @Test
  void an_edited_terminal_becomes_again_as_it_should_be() throws Exception {
    DesiredTerminal terminal = terminal(null);
    cluster.apply(terminal);
    fixture.awaitReady(terminal.id());
    fixture
        .kubectl
        .apps()
        .deployments()
        .inNamespace(fixture.namespace)
        .withName(TerminalLabels.name(terminal.id()))
        .scale(0);
    await().atMost(PATIENCE).until(() -> cluster.observe(terminal.id()).endpoint() == null);

    cluster.apply(terminal);

    fixture.awaitReady(terminal.id());
  }

  @Test
  void what_is_removed_by_hand_is_noticed() throws Exception {
    DesiredTerminal terminal = terminal(null);
    cluster.apply(terminal);
    fixture.changes.clear();
    String name = TerminalLabels.name(terminal.id());

    fixture.kubectl.services().inNamespace(fixture.namespace).withName(name).delete();

    await().atMost(PATIENCE).until(() -> !cluster.observe(terminal.id()).complete());
    assertThat(fixture.changes).contains(terminal.id());
  }

  @Test
  void a_mirrored_heartbeat_stays_when_the_terminal_is_applied_again() throws Exception {
    DesiredTerminal terminal = terminal(null);
    cluster.apply(terminal);
    Instant beat = Instant.ofEpochSecond(1_795_000_000L);
    try (HeartbeatMirror mirror = new HeartbeatMirror(cluster, 10)) {
      mirror.beat(UUID.randomUUID(), beat);
      mirror.beat(terminal.id(), beat);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(mirrored(terminal.id())).isEqualTo("1795000000"));
      double writes = fixture.writes();
      assertThat(writes).isEqualTo(4);

      mirror.beat(terminal.id(), beat.plusSeconds(59));
      mirror.beat(terminal.id(), beat.plusSeconds(60));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(mirrored(terminal.id())).isEqualTo("1795000060"));
      assertThat(fixture.writes()).isEqualTo(writes + 1);
    }

    cluster.apply(terminal);

    assertThat(mirrored(terminal.id())).isEqualTo("1795000060");
  }

  @Test
  void another_worker_sees_what_this_one_made() throws Exception {
    DesiredTerminal terminal = terminal(null);
    cluster.apply(terminal);
    ObservedTerminal ready = fixture.awaitReady(terminal.id());
    try (KubernetesCluster other = fixture.another()) {
      await().atMost(PATIENCE).until(other::synced);
      assertThat(other.observe(terminal.id()).endpoint()).isEqualTo(ready.endpoint());
      assertThat(other.observe(terminal.id()).complete()).isTrue();
      other.delete(terminal.id());
    }
    await().atMost(PATIENCE).until(() -> cluster.observe(terminal.id()).gone());
  }

  private String mirrored(UUID id) {
    Map<String, String> annotations = deployment(id).getMetadata().getAnnotations();
    return annotations.get(HeartbeatMirror.ANNOTATION);
  }

  private Deployment deployment(UUID id) {
    return fixture
        .kubectl
        .apps()
        .deployments()
        .inNamespace(fixture.namespace)
        .withName(TerminalLabels.name(id))
        .get();
  }

  private Pod pod(UUID id) {
    return fixture
        .kubectl
        .pods()
        .inNamespace(fixture.namespace)
        .withLabel(TerminalLabels.TERMINAL, id.toString())
        .list()
        .getItems()
        .getFirst();
  }

  private String versions(UUID id) {
    return fixture.versions(id) + " " + deployment(id).getMetadata().getResourceVersion();
  }

  private String left() {
    var client = fixture.kubectl;
    String namespace = fixture.namespace;
    long secrets =
        client.secrets().inNamespace(namespace).list().getItems().stream()
            .filter(secret -> secret.getMetadata().getName().startsWith("terminal-"))
            .count();
    return "%d %d %d %d"
        .formatted(
            secrets,
            client.services().inNamespace(namespace).list().getItems().size(),
            client.apps().deployments().inNamespace(namespace).list().getItems().size(),
            client.pods().inNamespace(namespace).list().getItems().size());
  }

  private void quota(String resource, int amount) {
    fixture
        .kubectl
        .resourceQuotas()
        .inNamespace(fixture.namespace)
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("tight")
                .endMetadata()
                .withNewSpec()
                .addToHard(resource, new Quantity(Integer.toString(amount)))
                .endSpec()
                .build())
        .create();
    // The quota holds once its controller has counted.
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                !fixture
                    .kubectl
                    .resourceQuotas()
                    .inNamespace(fixture.namespace)
                    .withName("tight")
                    .require()
                    .getStatus()
                    .getHard()
                    .isEmpty());
  }
}
