package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.Interruption;
import io.kubeterminal.testing.QuickstartProcess;
import io.kubeterminal.testing.SeedClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main story with a pod that only its own address, or the API server, leads to. */
@BrowserTest
@ClusterTest
class ClusterShellE2E {

  private static final String IMAGE =
      System.getenv()
          .getOrDefault("KUBE_TERMINAL_TEST_IMAGE", "docker.io/library/kube-ttyd-test:2");

  /**
   * A kubelet drops the record of a pod whose containers have ended when it has removed the pod's
   * sandbox: at once, or, where container and sandbox ended between two looks of it, with its
   * garbage collection once a minute; and writes that every 10 s. Bare pods show the same.
   */
  private static final Duration A_NODES_MEMORY = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"direct", "port-forward"})
  void aPersonUsesAPod(String reach) throws Exception {
    try (ClusterNamespace namespace = new ClusterNamespace();
        QuickstartProcess quickstart = start(namespace, reach)) {
      SeedClient client = quickstart.awaitReady();
      try (Interruption network = new Interruption(URI.create(client.url()));
          Browsing browsing = new Browsing();
          Visit visit = browsing.atADesk("http://127.0.0.1:" + network.port())) {
        ShellStory story = new ShellStory(visit, network);
        story.create("http://127.0.0.1:" + network.port() + "/#key=" + client.key(), "token");
        assertThat(StepsSeen.on(visit.page())).contains("Requested", "Scheduled to a node");
        assertThat(namespace.services())
            .isNotEmpty()
            .allSatisfy(one -> assertThat(one.getSpec().getClusterIP()).isEqualTo("None"));
        story.typeAndSee42();
        story.resize(1000, 600);
        story.pasteThreeLines();
        story.showWideCharactersAligned();
        story.reloadAndFindTheSameShell();
        story.loseTheNetworkAndFindTheSameShell();
        assertThat(namespace.answering()).hasSize(1);
        story.close();
        await("nothing runs or can be used")
            .atMost(Duration.ofSeconds(30))
            .pollInSameThread()
            .untilAsserted(() -> assertThat(namespace.alive()).isEmpty());
        await("the node to forget the pod")
            .atMost(A_NODES_MEMORY)
            .pollInSameThread()
            .untilAsserted(() -> assertThat(namespace.podRecords()).isEmpty());
        visit.assertNothingToComplainOf();
      }
    }
  }

  private QuickstartProcess start(ClusterNamespace namespace, String reach) throws Exception {
    return QuickstartProcess.start(
        Map.of(
            "KUBECONFIG",
            namespace.kubeconfig(folder).toString(),
            "TERMINAL_API_GATEWAY_REACH",
            reach),
        "--kubernetes",
        "--image",
        IMAGE,
        "--port",
        "0",
        "--data",
        folder.resolve(reach).toString());
  }
}
