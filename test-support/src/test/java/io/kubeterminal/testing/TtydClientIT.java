package io.kubeterminal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** On the real ttyd in a pod, so that the client is not proven against itself. */
@ClusterTest
class TtydClientIT {

  private static final String IMAGE =
      System.getProperty("kube-terminal.image", "docker.io/library/kube-ttyd-test:2");
  private static final Duration BOUND = Duration.ofSeconds(10);

  private static final String NAMESPACE = "ttyd-client-" + UUID.randomUUID();
  private static String endpoint;

  @BeforeAll
  static void startPod() throws Exception {
    kubectl("create", "namespace", NAMESPACE);
    kubectl("run", "ttyd", "--image=" + IMAGE, "--command", "--", "ttyd", "-Wp8080", "bash");
    kubectl("wait", "--for=condition=Ready", "--timeout=60s", "pod/ttyd");
    endpoint = kubectl("get", "pod", "ttyd", "-o", "jsonpath={.status.podIP}") + ":8080";
  }

  @AfterAll
  static void removePod() throws Exception {
    kubectl("delete", "namespace", NAMESPACE, "--wait=false");
  }

  @Test
  void what_is_typed_runs_and_its_output_is_seen() {
    try (TtydClient ttyd = connect()) {
      ttyd.type("echo $((6*7))-seen\n");
      assertThat(ttyd.awaitOutput("42-seen", BOUND)).contains("echo $((6*7))-seen");
      ttyd.type("exit\n");
      ttyd.awaitClosed(BOUND);
    }
  }

  /** The pod has no probe: it is ready a moment before ttyd listens. */
  private static TtydClient connect() {
    return Awaitility.await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> TtydClient.connect(endpoint), client -> true);
  }

  private static String kubectl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("kubectl", "--namespace=" + NAMESPACE));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(90, TimeUnit.SECONDS)).as(output).isTrue();
    assertThat(process.exitValue()).as(output).isZero();
    return output;
  }
}
