package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.Interruption;
import io.kubeterminal.testing.SeedClient;
import io.kubeterminal.testing.SeedClient.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** The compose files as a person uses them: from nothing to an answer in a browser. */
@BrowserTest
@ClusterTest
@EnabledIfEnvironmentVariable(
    named = ComposeProject.KUBECONFIG,
    matches = ".+",
    disabledReason =
        "needs a Docker engine, Compose, the images, and KUBE_TERMINAL_COMPOSE_KUBECONFIG,"
            + " a kubeconfig whose server containers reach: docs/compose.md")
class ComposeE2E {

  private static final String ONE = "docker-compose.yml";
  private static final String SCALED = "docker-compose.scaled.yml";

  /** A broker's absence is noticed after 9 s; what is for its partitions is refused until then. */
  private static final Duration LED_BY_ANOTHER = Duration.ofSeconds(30);

  private static final Duration GONE = Duration.ofSeconds(60);

  /** A worker's absence is noticed after 10 s, and its partitions are taken over then. */
  private static final Duration TAKEN_OVER = Duration.ofSeconds(90);

  @Test
  void fromNothingToAnAnswerInABrowser() throws Exception {
    try (ClusterNamespace namespace = new ClusterNamespace();
        ComposeProject project = new ComposeProject(List.of(ONE), namespace.name())) {
      String page = project.awaitPage();
      assertThat(page).startsWith(project.origin() + "/");
      try (Browsing browsing = new Browsing();
          Interruption network = new Interruption(URI.create(project.origin()));
          Visit visit = browsing.atADesk(through(network))) {
        ShellStory story = new ShellStory(visit, network);
        story.create(page.replace(project.origin(), through(network)), namespace.token("fanux"));
        story.typeAndSee42();
        story.reloadAndFindTheSameShell();
        story.close();
        awaitNothingLeft(namespace);
        visit.assertNothingToComplainOf();
      }
      project.interrupt();
    }
  }

  @Test
  void theScaledOneOutlivesABrokerAndAWorkerOfEachKind() throws Exception {
    try (ClusterNamespace namespace = new ClusterNamespace();
        ComposeProject project =
            new ComposeProject(List.of(ONE, SCALED), namespace.name(), "api-service")) {
      String page = project.awaitPage();
      SeedClient client = project.client();
      // A real one: a terminal ends within a minute or two of its token.
      String token = namespace.token("fanux");
      try (Browsing browsing = new Browsing();
          Interruption network = new Interruption(URI.create(project.origin()));
          Visit visit = browsing.atADesk(through(network))) {
        ShellStory story = new ShellStory(visit, network);
        story.create(page.replace(project.origin(), through(network)), token);
        story.typeAndSee42();
        String shell = story.page().shellId("before");
        List<String> terminals = new ArrayList<>(List.of(story.page().terminalId()));

        project.kill("kafka-2-1");
        project.kill("provisioner-worker-2");
        project.kill("reaper-worker-2");

        assertThat(story.page().shellId("after")).isEqualTo(shell);
        awaitBeatTaken(client, terminals.getFirst());
        // Enough of them to be in partitions of every worker, also of the one that is gone.
        for (int i = 0; i < 5; i++) {
          terminals.add(accepted(client, token));
        }
        terminals.forEach(terminal -> awaitState(client, terminal, "READY"));
        assertThat(story.page().shellId("later")).isEqualTo(shell);
        terminals.forEach(
            terminal -> assertThat(client.beat(terminal).status()).as(terminal).isEqualTo(204));
        assertThat(keysOfTheLog(project)).contains(terminals.toArray(String[]::new));

        assertThat(project.ended()).hasSize(3);
        project.upAgain();
        assertThat(project.ended()).isEmpty();
        assertThat(story.page().shellId("back")).isEqualTo(shell);

        terminals.forEach(terminal -> assertThat(client.delete(terminal).status()).isEqualTo(202));
        terminals.forEach(terminal -> awaitState(client, terminal, "CLOSED"));
        awaitNothingLeft(namespace);
      }
    }
  }

  private static String through(Interruption network) {
    return "http://127.0.0.1:" + network.port();
  }

  /** Until it is taken it is refused as one to try again, and never in another way. */
  private static void awaitBeatTaken(SeedClient client, String terminal) {
    await("a beat to be taken")
        .atMost(LED_BY_ANOTHER)
        .until(
            () -> {
              int status = client.beat(terminal).status();
              assertThat(status).isIn(204, 503);
              return status == 204;
            });
  }

  private static String accepted(SeedClient client, String token) {
    Answer answer = client.create("{\"user\": \"fanux\", \"token\": \"" + token + "\"}");
    assertThat(answer.status()).as(answer.toString()).isIn(201, 202);
    return answer.text("terminalId");
  }

  private static void awaitState(SeedClient client, String terminal, String state) {
    await(terminal + " " + state)
        .atMost(TAKEN_OVER)
        .untilAsserted(() -> assertThat(client.get(terminal).text("state")).isEqualTo(state));
  }

  private static void awaitNothingLeft(ClusterNamespace namespace) {
    await("nothing is left")
        .atMost(GONE)
        .pollInSameThread()
        .untilAsserted(() -> assertThat(namespace.alive()).isEmpty());
  }

  private static List<String> keysOfTheLog(ComposeProject project) {
    return project
        .run(
            "exec",
            "-T",
            "kafka",
            "/opt/kafka/bin/kafka-console-consumer.sh",
            "--bootstrap-server=kafka:9092,kafka-3:9092",
            "--topic=terminal-events",
            "--from-beginning",
            "--formatter-property=print.key=true",
            "--formatter-property=print.value=false",
            "--timeout-ms=10000")
        .lines()
        .map(String::strip)
        .toList();
  }
}
