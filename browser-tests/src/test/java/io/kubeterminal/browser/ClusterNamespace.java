package io.kubeterminal.browser;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A namespace of the real cluster that belongs to one test. */
final class ClusterNamespace implements AutoCloseable {

  private static final String TERMINAL = "kubeterminal.io/terminal";
  private static final int TTYD = 8080;
  private static final int ONE_SECOND = 1_000;

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final String name = "kt-browser-" + UUID.randomUUID().toString().substring(0, 8);

  ClusterNamespace() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  String name() {
    return name;
  }

  /** The environment's kubeconfig, with this namespace in its contexts. */
  Path kubeconfig(Path folder) throws IOException {
    var config =
        io.fabric8.kubernetes.client.utils.Serialization.unmarshal(
            Files.readString(Path.of(System.getenv("KUBECONFIG"))),
            io.fabric8.kubernetes.api.model.Config.class);
    config.getContexts().forEach(context -> context.getContext().setNamespace(name));
    return Files.writeString(
        folder.resolve("kubeconfig"),
        io.fabric8.kubernetes.client.utils.Serialization.asYaml(config));
  }

  /** A token of a new service account, which the cluster takes for an hour. */
  String token(String account) {
    var accounts = client.serviceAccounts().inNamespace(name);
    accounts
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(account).endMetadata().build())
        .create();
    return accounts
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  List<Service> services() {
    return client.services().inNamespace(name).list().getItems();
  }

  /** What there is of terminals: objects, and pods in which ttyd answers. */
  List<String> alive() {
    return Stream.concat(
            Stream.of(
                    services(),
                    client.secrets().inNamespace(name).withLabel(TERMINAL).list().getItems(),
                    client.apps().deployments().inNamespace(name).list().getItems())
                .flatMap(List::stream),
            pods().stream().filter(ClusterNamespace::runs))
        .map(ClusterNamespace::said)
        .toList();
  }

  /** Pods in which ttyd answers. */
  List<String> answering() {
    return pods().stream()
        .filter(pod -> answers(pod.getStatus().getPodIP()))
        .map(ClusterNamespace::said)
        .toList();
  }

  /** Pods that the node has not forgotten yet, and since when they are to go. */
  List<String> podRecords() {
    return pods().stream().map(ClusterNamespace::said).toList();
  }

  private List<Pod> pods() {
    return client.pods().inNamespace(name).list().getItems();
  }

  /**
   * Asked at its own door: what the API server knows of a pod that ends is the kubelet's record.
   */
  private static boolean runs(Pod pod) {
    return pod.getMetadata().getDeletionTimestamp() == null || answers(pod.getStatus().getPodIP());
  }

  private static boolean answers(@Nullable String address) {
    if (address == null) {
      return false;
    }
    try (Socket door = new Socket()) {
      door.connect(new InetSocketAddress(address, TTYD), ONE_SECOND);
      return true;
    } catch (IOException nobody) {
      return false;
    }
  }

  private static String said(HasMetadata object) {
    return "%s %s, deleted at %s"
        .formatted(
            object.getKind(),
            object.getMetadata().getName(),
            object.getMetadata().getDeletionTimestamp());
  }

  @Override
  public void close() {
    client.namespaces().withName(name).delete();
    client.close();
  }
}
