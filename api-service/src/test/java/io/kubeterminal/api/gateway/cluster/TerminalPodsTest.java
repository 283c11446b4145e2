package io.kubeterminal.api.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalPodsTest {

  private final Pod old = pod("old", "Running", 1);
  private final Pod young = pod("young", "Running", 2);
  private final Pod leaving =
      new PodBuilder(pod("leaving", "Running", 3))
          .editMetadata()
          .withDeletionTimestamp("2026-11-24T11:00:00Z")
          .endMetadata()
          .build();
  private final Pod starting = pod("starting", "Pending", 4);
  private final Pod unseen = new PodBuilder(starting).withStatus(null).build();

  @Test
  void theNewestThatRunsAndStays() {
    assertThat(TerminalPods.running(List.of(old, young, leaving, starting, unseen)))
        .contains("young");
    assertThat(TerminalPods.running(List.of(leaving, starting, unseen))).isEmpty();
    assertThat(TerminalPods.running(List.of())).isEmpty();
  }

  @Test
  void thePathNamesNamespacePodAndPort() {
    assertThat(new TerminalPods("shells", "it").path("young", 8080))
        .isEqualTo("api/v1/namespaces/shells/pods/young/portforward?ports=8080");
  }

  private static Pod pod(String name, String phase, int minute) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withCreationTimestamp("2026-11-24T10:0%d:00Z".formatted(minute))
        .endMetadata()
        .withNewStatus()
        .withPhase(phase)
        .endStatus()
        .build();
  }
}
