package io.kubeterminal.api.gateway.cluster;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The pods of one installation's terminals, found by their labels as the provisioner sets them. */
final class TerminalPods {

  private static final String TERMINAL = "kubeterminal.io/terminal";
  private static final String INSTALLATION = "kubeterminal.io/installation";

  private final String namespace;
  private final String installation;

  TerminalPods(String namespace, String installation) {
    this.namespace = namespace;
    this.installation = installation;
  }

  /** The name of the pod in which the terminal runs. */
  Optional<String> find(KubernetesClient client, UUID terminalId) {
    Map<String, String> labels =
        Map.of(TERMINAL, terminalId.toString(), INSTALLATION, installation);
    return running(
        client
            .pods()
            .inNamespace(namespace)
            .withLabels(labels)
            // As fresh as the API server's memory: nobody is kept waiting for its database.
            .list(new ListOptionsBuilder().withResourceVersion("0").build())
            .getItems());
  }

  /** The newest that runs and is not on its way out. */
  static Optional<String> running(List<Pod> pods) {
    return pods.stream()
        .filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
        .filter(pod -> pod.getStatus() != null && "Running".equals(pod.getStatus().getPhase()))
        .max(Comparator.comparing(pod -> pod.getMetadata().getCreationTimestamp()))
        .map(pod -> pod.getMetadata().getName());
  }

  /** Where a port of a pod is forwarded from, below the API server's address. */
  String path(String pod, int port) {
    return "api/v1/namespaces/%s/pods/%s/portforward?ports=%d".formatted(namespace, pod, port);
  }
}
