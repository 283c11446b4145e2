package io.kubeterminal.provisioner.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.ExecWatch;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import java.io.ByteArrayOutputStream;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Runs commands in a terminal's real pod. */
final class PodShell {

  private PodShell() {}

  static Pod pod(ClusterFixture fixture, UUID terminalId) {
    return fixture
        .kubectl
        .pods()
        .inNamespace(fixture.namespace)
        .withLabel(TerminalLabels.TERMINAL, terminalId.toString())
        .list()
        .getItems()
        .getFirst();
  }

  static int restarts(Pod pod) {
    return pod.getStatus().getContainerStatuses().getFirst().getRestartCount();
  }

  /** Everything the command printed, its errors included. */
  static String run(ClusterFixture fixture, UUID terminalId, String command) throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ExecWatch watch =
        fixture
            .kubectl
            .pods()
            .inNamespace(fixture.namespace)
            .withName(pod(fixture, terminalId).getMetadata().getName())
            .writingOutput(out)
            .writingError(out)
            .exec("bash", "-c", command)) {
      watch.exitCode().get(20, TimeUnit.SECONDS);
    }
    return out.toString(UTF_8).strip();
  }
}
