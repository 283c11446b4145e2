package io.kubeterminal.provisioner.cluster;

import static io.kubeterminal.provisioner.cluster.ObservedTerminal.Part.DEPLOYMENT;
import static io.kubeterminal.provisioner.cluster.ObservedTerminal.Part.SECRET;
import static io.kubeterminal.provisioner.cluster.ObservedTerminal.Part.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubeterminal.provisioner.cluster.SeenObjects.Seen;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ObservationTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Seen<String> KEPT = seen("s", false, "version");
  private static final Seen<ServiceFacts> NODE_PORT = seen("v", false, new ServiceFacts(30001));
  private static final Seen<ServiceFacts> HEADLESS = seen("v", false, new ServiceFacts(0));
  private static final Seen<DeploymentFacts> AVAILABLE =
      seen("d", false, new DeploymentFacts(true, null, 0));
  private static final Problem REFUSED = new Problem(EndReason.REFUSED, "quota", NOW);
  private static final Problem IMAGE = new Problem(EndReason.IMAGE_PULL, "no image", NOW);
  private static final Seen<DeploymentFacts> REFUSED_PODS =
      seen("d", false, new DeploymentFacts(false, REFUSED, 0));

  private final Hearing hearing = new Hearing();

  @BeforeEach
  void hear() {
    hearing.heard(NOW.minusSeconds(1000));
  }

  private static <V> Seen<V> seen(String uid, boolean leaving, V facts) {
    return new Seen<>(uid, 1, leaving, NOW.minusSeconds(60), facts);
  }

  private static Seen<PodFacts> pod(boolean ready, boolean leaving, Problem problem) {
    return seen("p" + leaving, leaving, pod(ready, problem, null));
  }

  private static PodFacts pod(boolean ready, Problem problem, CreationStep progress) {
    return new PodFacts(ready, "10.244.0.9", "10.250.0.1", problem, progress);
  }

  @Test
  void progress_is_that_of_the_newest_pod_that_stays() {
    Seen<PodFacts> going = seen("a", true, pod(false, null, CreationStep.STARTED));
    Seen<PodFacts> coming = seen("b", false, pod(false, null, CreationStep.SCHEDULED));

    assertThat(progress(List.of())).isNull();
    assertThat(progress(List.of(going))).isNull();
    assertThat(progress(List.of(going, coming))).isEqualTo(CreationStep.SCHEDULED);
  }

  private CreationStep progress(List<Seen<PodFacts>> pods) {
    return new Observation(KEPT, NODE_PORT, REFUSED_PODS, pods).at(NOW, hearing, null).progress();
  }

  @Test
  void behind_a_node_port_it_answers_at_its_node_or_where_the_setting_says() {
    var observation = new Observation(KEPT, NODE_PORT, AVAILABLE, List.of(pod(true, false, null)));
    assertThat(observation.at(NOW, hearing, null).endpoint())
        .isEqualTo(new Endpoint("10.250.0.1", 30001));
    assertThat(observation.at(NOW, hearing, "shells.example.com").endpoint())
        .isEqualTo(new Endpoint("shells.example.com", 30001));
  }

  @Test
  void without_a_node_port_it_answers_at_its_pod() {
    var observation = new Observation(KEPT, HEADLESS, AVAILABLE, List.of(pod(true, false, null)));
    assertThat(observation.at(NOW, hearing, "shells.example.com").endpoint())
        .isEqualTo(new Endpoint("10.244.0.9", 8080));
  }

  @Test
  void it_answers_nowhere_without_a_ready_pod_that_stays() {
    for (List<Seen<PodFacts>> pods :
        List.of(
            List.<Seen<PodFacts>>of(),
            List.of(pod(false, false, null)),
            List.of(pod(true, true, null)))) {
      assertThat(
              new Observation(KEPT, NODE_PORT, AVAILABLE, pods).at(NOW, hearing, null).endpoint())
          .isNull();
    }
  }

  @Test
  void the_parts_and_the_going_ones_are_told() {
    var observed =
        new Observation(null, seen("v", true, new ServiceFacts(1)), REFUSED_PODS, List.of())
            .at(NOW, hearing, null);
    assertThat(observed.present()).containsExactlyInAnyOrder(SERVICE, DEPLOYMENT);
    assertThat(observed.leaving()).containsExactly(SERVICE);
    assertThat(observed.complete()).isFalse();
    assertThat(
            new Observation(KEPT, NODE_PORT, AVAILABLE, List.of()).at(NOW, hearing, null).present())
        .containsExactlyInAnyOrder(SECRET, SERVICE, DEPLOYMENT);
  }

  @Test
  void which_credential_it_has_is_told_while_its_secret_is_there() {
    assertThat(
            new Observation(KEPT, NODE_PORT, AVAILABLE, List.of())
                .at(NOW, hearing, null)
                .credentialVersion())
        .isEqualTo("version");
    assertThat(
            new Observation(null, NODE_PORT, AVAILABLE, List.of())
                .at(NOW, hearing, null)
                .credentialVersion())
        .isNull();
  }

  @Test
  void the_pods_own_trouble_outweighs_the_deployments() {
    var pods = List.of(pod(false, true, REFUSED), pod(false, false, IMAGE));
    assertThat(
            new Observation(KEPT, NODE_PORT, REFUSED_PODS, pods).at(NOW, hearing, null).problem())
        .isEqualTo(IMAGE);
    assertThat(
            new Observation(KEPT, NODE_PORT, REFUSED_PODS, List.of())
                .at(NOW, hearing, null)
                .problem())
        .isEqualTo(REFUSED);
  }

  @Test
  void time_in_which_the_cluster_could_not_be_heard_does_not_count() {
    var observation = new Observation(KEPT, NODE_PORT, REFUSED_PODS, List.of());
    assertThat(observation.at(NOW, hearing, null).createdAt()).isEqualTo(NOW.minusSeconds(60));

    hearing.unheard();
    assertThat(observation.at(NOW, hearing, null).createdAt()).isEqualTo(NOW);
    assertThat(observation.at(NOW, hearing, null).problem()).isNull();

    hearing.heard(NOW.minusSeconds(5));
    hearing.heard(NOW);
    assertThat(observation.at(NOW, hearing, null).createdAt()).isEqualTo(NOW.minusSeconds(5));
    assertThat(observation.at(NOW, hearing, null).problem()).isEqualTo(REFUSED);
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', false",
    "'{observedGeneration: 2}', false",
    "'{observedGeneration: 2, availableReplicas: 0}', false",
    "'{availableReplicas: 1}', false",
    "'{observedGeneration: 1, availableReplicas: 1}', false",
    "'{observedGeneration: 2, availableReplicas: 1}', true",
    "'{observedGeneration: 3, availableReplicas: 1}', true",
  })
  void a_status_that_nobody_has_written_yet_is_not_available(String status, boolean available) {
    String yaml =
        "apiVersion: apps/v1\nkind: Deployment\nmetadata: {generation: 2}\nstatus: " + status;
    Deployment deployment = new KubernetesSerialization().unmarshal(yaml, Deployment.class);
    assertThat(DeploymentFacts.of(deployment, null, NOW).available()).isEqualTo(available);
  }

  @ParameterizedTest
  @CsvSource({"0, 1, false", "0, 60, true", "100, 159, false", "100, 160, true", "100, 40, false"})
  void a_heartbeat_is_mirrored_at_most_once_a_minute(long known, long beat, boolean due) {
    assertThat(HeartbeatMirror.due(known, beat)).isEqualTo(due);
  }
}
