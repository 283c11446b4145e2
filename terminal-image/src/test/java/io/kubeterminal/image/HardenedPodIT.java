package io.kubeterminal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.Kubectl;
import io.kubeterminal.testing.TtydClient;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image as the provisioner runs it: hardened, with a token of a ServiceAccount, in a cluster.
 */
@ClusterTest
@EnabledIfEnvironmentVariable(
    named = "KUBE_TERMINAL_IMAGE",
    matches = ".+",
    disabledReason = "needs KUBE_TERMINAL_IMAGE, the image's name in the cluster")
class HardenedPodIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The kubelet looks at a Secret once a minute, and half of that again. */
  private static final Duration SECRET_REFRESH = Duration.ofSeconds(150);

  private static final Duration AT_ONCE = Duration.ofSeconds(12);

  private static final String CREDENTIAL = "terminal:shown-by-the-gateway";

  private static Kubectl kubectl;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    kubectl = Kubectl.inNewNamespace("terminal-image");
    kubectl.run("create", "serviceaccount", "first");
    kubectl.run("create", "serviceaccount", "second");
    kubectl.run("create", "rolebinding", "view", "--clusterrole=view", account("first"));
    kubectl.run("create", "rolebinding", "edit", "--clusterrole=edit", account("second"));
    kubectl.run(
        "create",
        "secret",
        "generic",
        "terminal",
        "--from-literal=ttyd-credential=" + CREDENTIAL,
        "--from-literal=token=" + token("first"));
    Path manifest = folder.resolve("pod.yaml");
    Files.writeString(manifest, resource("hardened.yaml"));
    kubectl.run("apply", "-f", manifest.toString());
    kubectl.run("rollout", "status", "deployment/terminal", "--timeout=60s");
  }

  private static String account(String name) {
    return "--serviceaccount=" + kubectl.namespace() + ":" + name;
  }

  @AfterAll
  static void stop() throws Exception {
    if (kubectl != null) {
      kubectl.deleteNamespace();
    }
  }

  @Test
  void itIsTheUsersShellAndTakesARefreshedTokenUpWithoutARestart() throws Exception {
    String pod = kubectl.run("get", "pods", "-o", "jsonpath={.items[0].metadata.name}");
    String address = kubectl.run("get", "pod", pod, "-o", "jsonpath={.status.podIP}") + ":8080";
    try (TtydClient shell = TtydClient.connect(address, CREDENTIAL)) {
      shell.type("echo $((6*7))=answer; id -u; touch /x\n");
      shell.awaitOutput("42=answer\r\n10001\r\n", PATIENCE);
      shell.awaitOutput("Read-only file system", PATIENCE);
      shell.type("kubectl auth can-i --list | tail -n +2 | grep -w pods\n");
      shell.awaitOutput("[get list watch]", PATIENCE);
      shell.type("kubectl auth can-i create pods\n");
      shell.awaitOutput("no\r\n", PATIENCE);

      String token = Base64.getEncoder().encodeToString(token("second").getBytes(UTF_8));
      kubectl.run("patch", "secret", "terminal", "-p", "{\"data\":{\"token\":\"" + token + "\"}}");
      await("kubectl speaks with the new token")
          .atMost(SECRET_REFRESH)
          .pollInterval(Duration.ofSeconds(2))
          .until(
              () -> {
                shell.type("kubectl auth can-i create pods\n");
                return shell.output().contains("yes\r\n");
              });
    }
    assertThat(kubectl.run("get", "pods", "-o", "jsonpath={.items[0].metadata.name}"))
        .isEqualTo(pod);
    assertThat(
            kubectl.run("get", "pod", pod, "-o", "jsonpath={..containerStatuses[0].restartCount}"))
        .isEqualTo("0");
    assertThat(kubectl.run("logs", pod)).isEmpty();
    // What runs, not the pod's record: a kubelet may keep that until it collects sandboxes.
    try (TtydClient shell = TtydClient.connect(address, CREDENTIAL)) {
      shell.awaitOutput("$", PATIENCE);
      kubectl.run("delete", "pod", pod, "--grace-period=60", "--wait=false");
      shell.awaitClosed(AT_ONCE);
    }
  }

  /** The one that the cluster makes for a ServiceAccount: an old kubectl cannot ask for another. */
  private static String token(String account) throws Exception {
    String body =
        "{\"apiVersion\":\"authentication.k8s.io/v1\",\"kind\":\"TokenRequest\",\"spec\":{}}";
    Path request = Files.writeString(Files.createTempFile("token-request", ".json"), body);
    try {
      String path =
          "/api/v1/namespaces/%s/serviceaccounts/%s/token".formatted(kubectl.namespace(), account);
      String answer = kubectl.run("create", "--raw", path, "-f", request.toString());
      return answer.replaceFirst("(?s).*\"token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    } finally {
      Files.delete(request);
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = HardenedPodIT.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8)
          .replace("IMAGE", System.getenv("KUBE_TERMINAL_IMAGE"));
    }
  }
}
