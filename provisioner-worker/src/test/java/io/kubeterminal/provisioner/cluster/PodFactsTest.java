package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubeterminal.schema.EndReason;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PodFactsTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final KubernetesSerialization YAML = new KubernetesSerialization();

  private static final String NOT_READY = "conditions: [{type: Ready, status: 'False'}]\n";

  static Stream<Arguments> pods() {
    return Stream.of(
        arguments("no status yet", "{}", null, null),
        arguments("on its way", waiting("ContainerCreating", null), null, null),
        arguments(
            "image not found",
            waiting("ErrImagePull", "rpc error: not found"),
            EndReason.IMAGE_PULL,
            "rpc error: not found"),
        arguments(
            "image backs off",
            waiting("ImagePullBackOff", "Back-off pulling image x"),
            EndReason.IMAGE_PULL,
            "Back-off pulling image x"),
        arguments(
            "image name wrong, without words",
            waiting("InvalidImageName", null),
            EndReason.IMAGE_PULL,
            "InvalidImageName: x:1"),
        arguments(
            "image never pulled",
            waiting("ErrImageNeverPull", "not present"),
            EndReason.IMAGE_PULL,
            "not present"),
        arguments(
            "cannot be configured",
            waiting("CreateContainerConfigError", "secret not found"),
            EndReason.CRASHED,
            "CreateContainerConfigError: secret not found"),
        arguments(
            "no node",
            "conditions: [{type: PodScheduled, status: 'False', reason: Unschedulable, message: 0/1"
                + " nodes}]",
            EndReason.UNSCHEDULABLE,
            "0/1 nodes"),
        arguments(
            "ended",
            NOT_READY
                + "containerStatuses: [{restartCount: 0, state: {terminated: {exitCode: 2, reason:"
                + " Error, message: no token}}}]",
            EndReason.CRASHED,
            "container ended with exit code 2 (Error): no token"),
        arguments(
            "ends again and again",
            NOT_READY
                + "containerStatuses: [{restartCount: 4, state: {waiting: {reason:"
                + " CrashLoopBackOff}}, lastState: {terminated: {exitCode: 137, reason:"
                + " OOMKilled}}}]",
            EndReason.CRASHED,
            "container ended with exit code 137 (OOMKilled)"),
        arguments(
            "runs again, not ready yet",
            NOT_READY
                + "containerStatuses: [{restartCount: 1, ready: false, state: {running: {}},"
                + " lastState: {terminated: {exitCode: 1, reason: Error}}}]",
            EndReason.CRASHED,
            "container ended with exit code 1 (Error)"),
        arguments(
            "runs, does not answer",
            NOT_READY
                + "containerStatuses: [{restartCount: 0, ready: false, state: {running: {}}}]",
            EndReason.PROVISION_TIMEOUT,
            "its container runs, but does not answer at its port"),
        arguments(
            "ready by the kubelet, not by the node controller",
            NOT_READY + "containerStatuses: [{restartCount: 0, ready: true, state: {running: {}}}]",
            EndReason.NODE_LOST,
            "its node stopped answering"),
        arguments(
            "node lost, told so",
            "reason: NodeLost\nmessage: Node n is unresponsive",
            EndReason.NODE_LOST,
            "Node n is unresponsive"),
        arguments(
            "ready, after restarts",
            "conditions: [{type: Ready, status: 'True'}]\n"
                + "containerStatuses: [{restartCount: 5, ready: true, state: {running: {}}}]",
            null,
            null));
  }

  private static String waiting(String reason, String message) {
    String words = message == null ? "" : ", message: '" + message + "'";
    return NOT_READY
        + "containerStatuses: [{restartCount: 0, ready: false, image: 'x:1', state: {waiting:"
        + " {reason: "
        + reason
        + words
        + "}}}]";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void pods(String what, String status, EndReason reason, String words) {
    Problem problem = facts(status, null, NOW).problem();
    if (reason == null) {
      assertThat(problem).isNull();
    } else {
      assertThat(problem.reason()).isEqualTo(reason);
      assertThat(problem.words()).isEqualTo(words);
      assertThat(problem.since()).isEqualTo(NOW);
    }
  }

  @Test
  void a_back_off_keeps_the_words_and_the_beginning_of_the_failure_before_it() {
    PodFacts failed = facts(waiting("ErrImagePull", "rpc error: no such image"), null, NOW);
    PodFacts backsOff =
        facts(waiting("ImagePullBackOff", "Back-off pulling"), failed, NOW.plusSeconds(5));
    PodFacts failedAgain =
        facts(waiting("ErrImagePull", "rpc error: still not"), backsOff, NOW.plusSeconds(9));

    assertThat(backsOff.problem()).isEqualTo(failed.problem());
    assertThat(failedAgain.problem())
        .isEqualTo(new Problem(EndReason.IMAGE_PULL, "rpc error: still not", NOW));
  }

  @Test
  void another_problem_begins_anew() {
    PodFacts failed = facts(waiting("ErrImagePull", "no"), null, NOW);
    PodFacts other = facts(waiting("CreateContainerError", "no"), failed, NOW.plusSeconds(5));
    assertThat(other.problem().since()).isEqualTo(NOW.plusSeconds(5));
  }

  private static PodFacts facts(String status, PodFacts before, Instant now) {
    String yaml = "apiVersion: v1\nkind: Pod\nstatus:\n" + status.indent(2);
    return PodFacts.of(YAML.unmarshal(yaml, Pod.class), before, now);
  }
}
