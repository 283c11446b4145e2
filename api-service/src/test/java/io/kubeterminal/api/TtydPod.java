package io.kubeterminal.api;

import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.dsl.PodResource;
import io.kubeterminal.sealing.ShellKeys;
import java.time.Duration;
import java.util.UUID;

/** A terminal's pod with a real ttyd, in a namespace of its own of the real cluster. */
final class TtydPod implements AutoCloseable {

  static final String INSTALLATION = "gateway-it";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  final UUID terminalId = UUID.randomUUID();
  final String namespace = "it-" + UUID.randomUUID();
  private final KubernetesClient kubectl = new KubernetesClientBuilder().build();

  /**
   * @param keys whose newest key makes what its ttyd wants
   */
  TtydPod(ShellKeys keys) {
    String credential = keys.credential(terminalId);
    kubectl
        .namespaces()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                kubectl.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
    kubectl.pods().inNamespace(namespace).resource(pod(credential)).create();
    await().atMost(PATIENCE).until(() -> here().isReady());
  }

  String address() {
    return here().get().getStatus().getPodIP();
  }

  private PodResource here() {
    return kubectl.pods().inNamespace(namespace).withName("ttyd");
  }

  private Pod pod(String credential) {
    return new PodBuilder()
        .withNewMetadata()
        .withName("ttyd")
        .addToLabels("kubeterminal.io/terminal", terminalId.toString())
        .addToLabels("kubeterminal.io/installation", INSTALLATION)
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(0L)
        .addNewContainer()
        .withName("terminal")
        .withImage("docker.io/library/kube-ttyd-test:2")
        .withImagePullPolicy("IfNotPresent")
        .addNewEnv()
        .withName("TTYD_CREDENTIAL")
        .withValue(credential)
        .endEnv()
        .addNewEnv()
        .withName("TTYD_COMMAND")
        .withValue("bash --norc")
        .endEnv()
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withNewPort(8080)
        .endTcpSocket()
        .withPeriodSeconds(1)
        .endReadinessProbe()
        .endContainer()
        .endSpec()
        .build();
  }

  @Override
  public void close() {
    kubectl.namespaces().withName(namespace).delete();
    kubectl.close();
  }
}
