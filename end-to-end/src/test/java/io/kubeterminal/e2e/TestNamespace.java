package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/** A namespace of the real cluster that belongs to one test, and a user who may look at it. */
public final class TestNamespace implements AutoCloseable {

  private static final String TERMINAL = "kubeterminal.io/terminal";
  private static final String OWNER = "kubeterminal.io/owner";

  private final KubernetesClient client = new KubernetesClientBuilder().build();
  private final String name = "kt-e2e-" + UUID.randomUUID().toString().substring(0, 8);

  public TestNamespace() {
    client
        .resource(new NamespaceBuilder().withNewMetadata().withName(name).endMetadata().build())
        .create();
  }

  public String name() {
    return name;
  }

  String apiServer() {
    return client.getMasterUrl().toString().replaceAll("/$", "");
  }

  /** The API server's address as a pod reaches it: a ClusterIP, so no cluster DNS is needed. */
  String apiServerForPods() {
    return "https://"
        + client
            .services()
            .inNamespace("default")
            .withName("kubernetes")
            .get()
            .getSpec()
            .getClusterIP();
  }

  /** The test's own kubeconfig, with another address of the same server. */
  Path writeKubeconfig(Path folder, String server) throws IOException {
    String kubeconfig = Files.readString(Path.of(System.getenv("KUBECONFIG")));
    return Files.writeString(
        folder.resolve("kubeconfig"),
        kubeconfig.replaceAll("server: *\"?[^\",}\\s]+\"?", "server: \"" + server + "\""));
  }

  /** A token of a ServiceAccount that may view this namespace. */
  public String viewerToken(String account) {
    client
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName(account)
                .withNamespace(name)
                .endMetadata()
                .build())
        .create();
    client
        .resource(
            new RoleBindingBuilder()
                .withNewMetadata()
                .withName(account + "-view")
                .withNamespace(name)
                .endMetadata()
                .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", "view")
                .addNewSubject("", "ServiceAccount", account, name)
                .build())
        .create();
    return freshToken(account);
  }

  /** One more token of the ServiceAccount. */
  public String freshToken(String account) {
    return client
        .serviceAccounts()
        .inNamespace(name)
        .withName(account)
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  /** Ends all tokens of the ServiceAccount. */
  public void revoke(String account) {
    client.serviceAccounts().inNamespace(name).withName(account).delete();
  }

  void forbid(String resource) {
    client
        .resource(
            new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("forbid")
                .withNamespace(name)
                .endMetadata()
                .withNewSpec()
                .addToHard(resource, new Quantity("0"))
                .endSpec()
                .build())
        .create();
  }

  /** Names of the Deployments, Services and Secrets of {@code terminalId}, as kind/name. */
  List<String> objectsOf(String terminalId) {
    return objects(TERMINAL + "=" + terminalId);
  }

  /** Names of every terminal's Deployments, Services and Secrets, as kind/name. */
  List<String> objects() {
    return objects(TERMINAL);
  }

  private List<String> objects(String selector) {
    return labelled(selector).map(TestNamespace::kindAndName).sorted().toList();
  }

  /** Whose each of the terminal's objects is, by its annotation. */
  List<String> ownersOf(String terminalId) {
    return labelled(TERMINAL + "=" + terminalId)
        .map(object -> object.getMetadata().getAnnotations().getOrDefault(OWNER, ""))
        .toList();
  }

  /** The token in the terminal's Secret. */
  String secretToken(String terminalId) {
    String encoded =
        client
            .secrets()
            .inNamespace(name)
            .withLabel(TERMINAL, terminalId)
            .list()
            .getItems()
            .getFirst()
            .getData()
            .get("token");
    return new String(Base64.getDecoder().decode(encoded), UTF_8);
  }

  /** {@code ip:port} of the terminal's pod. */
  String podAddress(String terminalId) {
    return client
            .pods()
            .inNamespace(name)
            .withLabel(TERMINAL, terminalId)
            .list()
            .getItems()
            .getFirst()
            .getStatus()
            .getPodIP()
        + ":8080";
  }

  /** The objects of this namespace by what they are called, as YAML. */
  Map<String, String> everythingButSecrets() {
    Map<String, String> objects = new TreeMap<>();
    Stream.of(
            client.apps().deployments().inNamespace(name).list(),
            client.apps().replicaSets().inNamespace(name).list(),
            client.pods().inNamespace(name).list(),
            client.services().inNamespace(name).list(),
            client.endpoints().inNamespace(name).list(),
            client.configMaps().inNamespace(name).list(),
            client.v1().events().inNamespace(name).list(),
            client.network().v1().networkPolicies().inNamespace(name).list())
        .flatMap(list -> list.getItems().stream())
        .forEach(object -> objects.put(kindAndName(object), Serialization.asYaml(object)));
    return objects;
  }

  private Stream<? extends HasMetadata> labelled(String selector) {
    return Stream.of(
            client.apps().deployments().inNamespace(name).withLabelSelector(selector).list(),
            client.services().inNamespace(name).withLabelSelector(selector).list(),
            client.secrets().inNamespace(name).withLabelSelector(selector).list())
        .flatMap(list -> list.getItems().stream());
  }

  private static String kindAndName(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }

  /** The seed's annotation on the terminal's Deployment, or an empty text. */
  String lastHeartbeat(String terminalId) {
    return client
        .apps()
        .deployments()
        .inNamespace(name)
        .withLabel(TERMINAL, terminalId)
        .list()
        .getItems()
        .stream()
        .map(deployment -> deployment.getMetadata().getAnnotations())
        .map(
            annotations -> annotations == null ? "" : annotations.getOrDefault("LastHeartbeat", ""))
        .findFirst()
        .orElse("");
  }

  @Override
  public void close() {
    client.namespaces().withName(name).delete();
    client.close();
  }
}
