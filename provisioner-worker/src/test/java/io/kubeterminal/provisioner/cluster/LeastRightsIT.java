package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.DeployedRights;
import io.kubeterminal.testing.DeployedRights.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rights that the worker is deployed with are enough, and none is superfluous: without any one
 * of them something of what it does fails.
 */
@ClusterTest
class LeastRightsIT {

  /** How each verb travels; what is applied is created by PATCH too. */
  private static final Map<String, Set<String>> METHODS =
      Map.of(
          "get", Set.of("GET"),
          "list", Set.of("GET"),
          "watch", Set.of("GET"),
          "create", Set.of("PATCH", "POST"),
          "patch", Set.of("PATCH"),
          "delete", Set.of("DELETE"));

  private static final KubernetesClient ADMIN = new KubernetesClientBuilder().build();
  private static final String NAMESPACE = "it-" + UUID.randomUUID();
  private static final DeployedRights RIGHTS =
      new DeployedRights(ADMIN, Path.of("../deploy/base/rights.yaml"), "provisioner-worker");

  private static Path podTemplate;

  @BeforeAll
  static void open(@TempDir Path folder) throws IOException {
    // No node is like that, so no pod runs: it is about rights alone.
    podTemplate =
        Files.writeString(
            folder.resolve("pod.yaml"), "spec: {nodeSelector: {kubeterminal.io/no-node: \"\"}}");
    ADMIN
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(NAMESPACE).endMetadata().build())
        .create();
    await()
        .atMost(ClusterFixture.PATIENCE)
        .until(
            () -> ADMIN.serviceAccounts().inNamespace(NAMESPACE).withName("default").get() != null);
  }

  @AfterAll
  static void close() {
    RIGHTS.close();
    ADMIN.namespaces().withName(NAMESPACE).delete();
    ADMIN.close();
  }

  static List<Right> rights() {
    return RIGHTS.all();
  }

  @Test
  void with_all_of_them_nothing_is_refused() {
    assertThat(complaintsWithout(null, "complete")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("rights")
  void without_this_one_something_is_refused(Right right) {
    String account = "without-" + right.toString().replace(' ', '-');
    String kind = right.resource().equals("tokenreviews") ? "other" : right.resource();

    Set<String> complaints = complaintsWithout(right, account);

    assertThat(complaints)
        .as("what the worker cannot do without the right to %s", right)
        .anyMatch(
            complaint ->
                METHODS.get(right.verb()).stream()
                    .anyMatch(method -> complaint.equals("403 " + method + " " + kind)));
    assertThat(complaints)
        .as("nothing else is refused")
        .filteredOn(complaint -> complaint.startsWith("403 "))
        .allMatch(complaint -> complaint.endsWith(" " + kind));
  }

  private static Set<String> complaintsWithout(Right right, String account) {
    Config config =
        new ConfigBuilder(Config.autoConfigure(null))
            .withImpersonateUsername(RIGHTS.grant(NAMESPACE, account, right))
            .build();
    try (LimitedWorker worker = new LimitedWorker(ADMIN, NAMESPACE, account, config, podTemplate)) {
      worker.doEverything();
      return worker.complaints();
    }
  }
}
