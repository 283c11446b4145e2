package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.kubeterminal.schema.CreationStep;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodProgressTest {

  private static final KubernetesSerialization YAML = new KubernetesSerialization();
  private static final String ON_A_NODE =
      "conditions: [{type: PodScheduled, status: 'True'}]\ncontainerStatuses: ";

  @ParameterizedTest
  @CsvSource(
      nullValues = "none",
      value = {
        "'{}', none",
        "'conditions: [{type: PodScheduled, status: \"False\", reason: Unschedulable}]', none",
        "'conditions: [{type: PodScheduled, status: \"True\"}]', SCHEDULED",
      })
  void a_pod_is_scheduled_once_a_node_has_it(String status, CreationStep step) {
    assertThat(step(status)).isEqualTo(step);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[]                                                              | SCHEDULED",
        "[{}]                                                            | SCHEDULED",
        "[{imageID: '', state: {}}]                                      | SCHEDULED",
        "[{imageID: '', state: {waiting: {}}}]                           | SCHEDULED",
        "[{imageID: '', state: {waiting: {reason: ContainerCreating}}}]  | SCHEDULED",
        "[{imageID: '', state: {waiting: {reason: ErrImagePull}}}]       | SCHEDULED",
        "[{state: {waiting: {reason: CreateContainerConfigError}}}]      | IMAGE_PULLED",
        "[{state: {waiting: {reason: RunContainerError}}}]               | IMAGE_PULLED",
        "[{state: {waiting: {reason: CrashLoopBackOff}}}]                | IMAGE_PULLED",
        "[{imageID: x, state: {waiting: {reason: ContainerCreating}}}]   | IMAGE_PULLED",
        "[{state: {terminated: {exitCode: 1}}}]                          | IMAGE_PULLED",
        "[{imageID: x, state: {running: {}}}]                            | STARTED",
        "[{state: {running: {}}}]                                        | STARTED",
        "[{state: {waiting: {}}}, {state: {running: {}}}]                | STARTED",
      })
  void its_containers_say_the_rest(String containers, CreationStep step) {
    assertThat(step(ON_A_NODE + containers)).isEqualTo(step);
  }

  private static CreationStep step(String status) {
    return PodProgress.of(YAML.unmarshal(status, PodStatus.class));
  }
}
