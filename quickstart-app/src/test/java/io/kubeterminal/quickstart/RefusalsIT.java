package io.kubeterminal.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.QuickstartProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Why it does not start is one line, and the exit code says that it did not. */
class RefusalsIT {

  private static final int REFUSED = 1;
  private static final int MISUSED = 2;

  @TempDir private Path folder;

  @Test
  void anUnknownOptionIsNamedAndTheUsageShown() throws Exception {
    assertThat(run(MISUSED, Map.of(), "--kubernets"))
        .contains("Unknown option: '--kubernets'", "usage: quickstart [--kubernetes]");
  }

  @Test
  void aPortThatIsNoNumberIsMisuse() throws Exception {
    assertThat(run(MISUSED, Map.of(), "--port", "http")).contains("--port");
  }

  @Test
  void aTakenPortIsNamedBeforeAnythingStarts() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      assertThat(refused(Map.of(), "--port", port)).contains("port " + port, "--port");
      assertThat(folder.resolve("data")).doesNotExist();
    }
  }

  @Test
  void aDataFolderHasOneQuickstart() throws Exception {
    DataFolder held = DataFolder.open(folder.resolve("data"));
    assertThat(refused(Map.of(), "--port", "0")).contains("another quickstart uses", "--data");
    held.close();
  }

  @Test
  void aDataFolderThatCannotBeWrittenIsNamed() throws Exception {
    Files.writeString(folder.resolve("data"), "a file");
    assertThat(refused(Map.of(), "--port", "0"))
        .contains("cannot write to " + folder.resolve("data"), "--data");
  }

  @Test
  void anImageWithoutAClusterIsRefused() throws Exception {
    assertThat(refused(Map.of(), "--port", "0", "--image", "x")).contains("--kubernetes");
  }

  @Test
  void aMissingKubeconfigIsNamed() throws Exception {
    Map<String, String> environment = Map.of("KUBECONFIG", folder.resolve("none").toString());
    assertThat(refused(environment, "--port", "0", "--kubernetes"))
        .contains("no current context in " + folder.resolve("none"));
  }

  @Test
  void aClusterThatDoesNotAnswerIsNamed() throws Exception {
    int unused;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      unused = socket.getLocalPort();
    }
    String server = "https://127.0.0.1:" + unused;
    Path kubeconfig = kubeconfig("cluster: {server: '" + server + "'}", "token", "default");
    assertThat(refused(environment(kubeconfig), "--port", "0", "--kubernetes"))
        .contains("context here, server " + server)
        .containsPattern("the cluster at " + server + "/? cannot be reached");
  }

  @Test
  @ClusterTest
  void missingRightsAreNamed() throws Exception {
    String namespace = "kt-quickstart-" + UUID.randomUUID().toString().substring(0, 8);
    try (KubernetesClient admin = new KubernetesClientBuilder().build()) {
      admin
          .resource(
              new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
          .create();
      try {
        Path kubeconfig =
            kubeconfig(
                "cluster: {server: '%s', insecure-skip-tls-verify: true}"
                    .formatted(admin.getMasterUrl()),
                token(admin, namespace),
                namespace);
        assertThat(refused(environment(kubeconfig), "--port", "0", "--kubernetes"))
            .contains("create deployments.apps", "list pods", "in namespace " + namespace);
      } finally {
        admin.namespaces().withName(namespace).delete();
      }
    }
  }

  @Test
  @ClusterTest
  void credentialsThatTheClusterDoesNotAcceptAreNamed() throws Exception {
    try (KubernetesClient admin = new KubernetesClientBuilder().build()) {
      Path kubeconfig =
          kubeconfig(
              "cluster: {server: '%s', insecure-skip-tls-verify: true}"
                  .formatted(admin.getMasterUrl()),
              "no-such-token",
              "default");
      assertThat(refused(environment(kubeconfig), "--port", "0", "--kubernetes"))
          .contains("does not accept the credentials of context here");
    }
  }

  private static String token(KubernetesClient admin, String namespace) {
    admin
        .resource(
            new ServiceAccountBuilder()
                .withNewMetadata()
                .withName("nobody")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    return admin
        .serviceAccounts()
        .inNamespace(namespace)
        .withName("nobody")
        .tokenRequest(
            new TokenRequestBuilder().withNewSpec().withExpirationSeconds(600L).endSpec().build())
        .getStatus()
        .getToken();
  }

  private static Map<String, String> environment(Path kubeconfig) {
    return Map.of("KUBECONFIG", kubeconfig.toString());
  }

  private Path kubeconfig(String cluster, String token, String namespace) throws IOException {
    return Files.writeString(
        folder.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: here
        clusters: [{name: it, %s}]
        users: [{name: me, user: {token: '%s'}}]
        contexts: [{name: here, context: {cluster: it, user: me, namespace: %s}}]
        """
            .formatted(cluster, token, namespace));
  }

  /** One line that begins with the program's name; no stack trace, no noise. */
  private String refused(Map<String, String> environment, String... arguments) throws Exception {
    String console = run(REFUSED, environment, arguments);
    assertThat(console.lines().filter(line -> line.startsWith("quickstart: "))).hasSize(1);
    return console;
  }

  private String run(int exitCode, Map<String, String> environment, String... arguments)
      throws Exception {
    String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--data";
    all[arguments.length + 1] = folder.resolve("data").toString();
    try (QuickstartProcess process = QuickstartProcess.start(environment, all)) {
      assertThat(process.awaitExit(Duration.ofSeconds(60)))
          .as(process.console())
          .isEqualTo(exitCode);
      assertThat(process.console()).doesNotContain("\tat ", "WARN", "SLF4J", "Kafka ...");
      return process.console();
    }
  }
}
