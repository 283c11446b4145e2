package io.kubeterminal.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.QuickstartProcess;
import io.kubeterminal.testing.SeedClient;
import io.kubeterminal.testing.TtydClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The main story with pods, in a namespace of its own. */
@ClusterTest
class KubernetesIT {

  private static final String IMAGE =
      System.getenv()
          .getOrDefault("KUBE_TERMINAL_TEST_IMAGE", "docker.io/library/kube-ttyd-test:2");
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration END = Duration.ofSeconds(15);

  private final KubernetesClient cluster = new KubernetesClientBuilder().build();
  private final String namespace = "kt-quickstart-" + UUID.randomUUID().toString().substring(0, 8);
  @TempDir private Path folder;

  @BeforeEach
  void makeNamespace() {
    cluster
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
  }

  @AfterEach
  void removeNamespace() {
    cluster.namespaces().withName(namespace).delete();
    cluster.close();
  }

  @Test
  void podsStayOverARestartAndGoWithTheirTerminals() throws Exception {
    String id;
    String endPoint;
    try (QuickstartProcess quickstart = start()) {
      SeedClient client = quickstart.awaitReady();
      assertThat(quickstart.console()).contains("server " + cluster.getMasterUrl(), namespace);
      SeedClient.Answer created =
          client.create("{\"user\": \"fanux\", \"token\": \"" + token() + "\"}");
      assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
      id = created.text("terminalId");
      endPoint = created.text("endPoint");
      assertThatItCanBeUsed(quickstart, id, endPoint);
      quickstart.interrupt();
      quickstart.awaitExit(END);
      assertThatItCanBeUsed(quickstart, id, endPoint);
    }

    try (QuickstartProcess again = start()) {
      SeedClient client = again.awaitReady();
      SeedClient.Answer found = client.get(id);
      assertThat(found.text("endPoint")).as(found.toString()).isEqualTo(endPoint);
      assertThat(client.delete(id).status()).isBetween(200, 299);
      await("the terminal is closed")
          .atMost(PATIENCE)
          .until(() -> client.get(id).text("state").equals("CLOSED"));
      assertThat(cluster.apps().deployments().inNamespace(namespace).list().getItems()).isEmpty();
      assertThat(cluster.services().inNamespace(namespace).list().getItems()).isEmpty();
    }
  }

  /** One that the cluster takes: a terminal ends with its token. */
  private String token() {
    await("the namespace has its service account")
        .atMost(PATIENCE)
        .until(
            () ->
                cluster.serviceAccounts().inNamespace(namespace).withName("default").get() != null);
    return cluster
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("default")
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(3_600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  private QuickstartProcess start() throws IOException {
    Path kubeconfig = kubeconfig();
    return QuickstartProcess.start(
        Map.of("KUBECONFIG", kubeconfig.toString()),
        "--kubernetes",
        "--image",
        IMAGE,
        "--port",
        "0",
        "--data",
        folder.resolve("data").toString());
  }

  /** The test's own credentials, with its namespace as the context's. */
  private Path kubeconfig() throws IOException {
    Config config = cluster.getConfiguration();
    Map<String, String> server = new HashMap<>();
    server.put("server", config.getMasterUrl());
    putIfThere(server, "certificate-authority", config.getCaCertFile());
    putIfThere(server, "certificate-authority-data", config.getCaCertData());
    Map<String, String> user = new HashMap<>();
    putIfThere(user, "token", config.getAutoOAuthToken());
    putIfThere(user, "client-certificate", config.getClientCertFile());
    putIfThere(user, "client-certificate-data", config.getClientCertData());
    putIfThere(user, "client-key", config.getClientKeyFile());
    putIfThere(user, "client-key-data", config.getClientKeyData());
    Map<String, String> context = Map.of("cluster", "c", "user", "u", "namespace", namespace);
    String json =
        JsonMapper.shared()
            .writeValueAsString(
                Map.of(
                    "apiVersion",
                    "v1",
                    "kind",
                    "Config",
                    "clusters",
                    List.of(Map.of("name", "c", "cluster", server)),
                    "users",
                    List.of(Map.of("name", "u", "user", user)),
                    "contexts",
                    List.of(Map.of("name", "here", "context", context)),
                    "current-context",
                    "here"));
    return Files.writeString(folder.resolve("kubeconfig"), json);
  }

  private static void putIfThere(Map<String, String> map, String key, String value) {
    if (value != null && !value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static void assertThatItCanBeUsed(
      QuickstartProcess quickstart, String id, String endPoint) throws IOException {
    try (TtydClient terminal = quickstart.shell(id, endPoint)) {
      terminal.type("echo $((6*7))=answer\n");
      terminal.awaitOutput("42=answer", PATIENCE);
    }
  }
}
