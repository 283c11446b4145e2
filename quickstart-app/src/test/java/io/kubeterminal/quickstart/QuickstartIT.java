package io.kubeterminal.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.QuickstartProcess;
import io.kubeterminal.testing.SeedClient;
import io.kubeterminal.testing.TtydClient;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main story without a cluster, with the jar that people run. */
class QuickstartIT {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int INTERRUPTED = 130;
  private static final int TERMINATED = 143;
  private static final int KILLED = 137;

  /** The smallest TTL that may be asked for. */
  private static final int TTL_SECONDS = 60;

  private static final String CANARY = "canary-token-4711";

  @TempDir private Path data;

  @Test
  void openUseKeepRestartLeaveGone() throws Exception {
    String id;
    ProcessHandle shell;
    ProcessHandle background;
    try (QuickstartProcess quickstart = start()) {
      SeedClient client = quickstart.awaitReady();
      SeedClient.Answer created =
          client.create(
              """
              {"User": "fanux", "Token": "%s", "ttlSeconds": %d}\
              """
                  .formatted(CANARY, TTL_SECONDS));
      assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
      assertThat(created.text("endPoint")).matches("127\\.0\\.0\\.1:[0-9]+");
      id = created.text("terminalId");
      assertThat(client.beat(id).status()).isEqualTo(204);
      assertThat(client.get(id).text("user")).isEqualTo("fanux");
      assertThat(client.list(client.get(id).text("owner")).body().toString()).contains(id);

      try (TtydClient terminal = quickstart.shell(id, created.text("endPoint"))) {
        terminal.type("echo $((6*7))=answer\n");
        terminal.awaitOutput("42=answer", PATIENCE);
        terminal.type("nohup sleep 1000 >/dev/null 2>&1 & echo \"<$$ $!>\"\n");
        Matcher pids = awaitMatch(terminal, "<(\\d+) (\\d+)>");
        shell = process(pids.group(1));
        background = process(pids.group(2));

        quickstart.interrupt();
        assertThat(quickstart.awaitExit(PATIENCE)).isEqualTo(INTERRUPTED);
      }
      assertThat(quickstart.console()).contains("Stopped").doesNotContain("Exception");
      assertGone(shell, background);
      assertNobodyListens(created.text("endPoint"));
      assertThat(data.resolve("terminals")).isEmptyDirectory();
    }

    try (QuickstartProcess again = start()) {
      SeedClient client = again.awaitReady();
      await("the terminal is there again")
          .atMost(PATIENCE)
          .until(() -> canBeUsed(again, id, client.get(id).text("endPoint")));
      long begin = System.nanoTime();
      await("silence ends it")
          .atMost(Duration.ofSeconds(TTL_SECONDS + 60))
          .until(() -> client.get(id).text("state").equals("CLOSED"));
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThan(Duration.ofSeconds(TTL_SECONDS / 2));
      assertThat(client.get(id).text("reason")).isEqualTo("IDLE");
      assertThat(client.beat(id).status()).isEqualTo(410);
      assertThat(data.resolve("terminals").resolve(id)).doesNotExist();
      assertThat(new EventReader(again.clientSettings()).events(id))
          .containsExactly(
              "TerminalRequested",
              "TerminalReady",
              "TerminalReady",
              "TerminalExpiring",
              "TerminalExpired",
              "TerminalClosed");
    }
    assertThat(filesWith(CANARY)).isEmpty();
  }

  @Test
  void closingATerminalEndsIt() throws Exception {
    try (QuickstartProcess quickstart = start()) {
      SeedClient client = quickstart.awaitReady();
      SeedClient.Answer created = client.create("{\"user\": \"ann\", \"token\": \"none\"}");
      String id = created.text("terminalId");
      try (TtydClient terminal = quickstart.shell(id, created.text("endPoint"))) {
        terminal.type("echo $((6*7))=answer\n");
        terminal.awaitOutput("42=answer", PATIENCE);
        assertThat(client.delete(id).status()).isBetween(200, 299);
        assertThat(terminal.awaitClosed(PATIENCE)).isEqualTo(1001);
      }
      await().atMost(PATIENCE).until(() -> client.get(id).text("state").equals("CLOSED"));
      quickstart.signal("TERM");
      assertThat(quickstart.awaitExit(PATIENCE)).isEqualTo(TERMINATED);
    }
  }

  @Test
  void aKilledQuickstartTakesItsTerminalsAlongAndStartsAgain() throws Exception {
    ProcessHandle shell;
    String id;
    try (QuickstartProcess quickstart = start()) {
      SeedClient client = quickstart.awaitReady();
      SeedClient.Answer created = client.create("{\"user\": \"ann\", \"token\": \"none\"}");
      id = created.text("terminalId");
      try (TtydClient terminal = quickstart.shell(id, created.text("endPoint"))) {
        terminal.type("echo \"<$$>\"\n");
        shell = process(awaitMatch(terminal, "<(\\d+)>").group(1));
        quickstart.handle().destroyForcibly();
        assertThat(quickstart.awaitExit(PATIENCE)).isEqualTo(KILLED);
      }
      assertGone(shell);
    }
    try (QuickstartProcess again = start()) {
      SeedClient client = again.awaitReady();
      await("the terminal is there again")
          .atMost(Duration.ofSeconds(30))
          .until(() -> canBeUsed(again, id, client.get(id).text("endPoint")));
    }
  }

  private QuickstartProcess start() throws IOException {
    return QuickstartProcess.start(Map.of(), "--port", "0", "--data", data.toString());
  }

  private static Matcher awaitMatch(TtydClient terminal, String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    await().atMost(PATIENCE).until(() -> wanted.matcher(terminal.output()).find());
    Matcher found = wanted.matcher(terminal.output());
    assertThat(found.find()).isTrue();
    return found;
  }

  private static boolean canBeUsed(QuickstartProcess quickstart, String id, String endPoint)
      throws IOException {
    try (TtydClient terminal = quickstart.shell(id, endPoint)) {
      terminal.type("echo $((6*7))=answer\n");
      terminal.awaitOutput("42=answer", Duration.ofSeconds(2));
      return true;
    } catch (RuntimeException | AssertionError notYet) {
      return false;
    }
  }

  private static ProcessHandle process(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
  }

  private static void assertGone(ProcessHandle... processes) {
    // Orphans count as alive until init has taken note of their end.
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> Arrays.stream(processes).noneMatch(ProcessHandle::isAlive));
  }

  private static void assertNobodyListens(String endPoint) throws IOException {
    String[] parts = endPoint.split(":");
    try (Socket socket = new Socket(parts[0], Integer.parseInt(parts[1]))) {
      throw new AssertionError("something still listens at " + endPoint);
    } catch (ConnectException refused) {
      // As it should be.
    }
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(data)) {
      return files.filter(Files::isRegularFile).filter(file -> holds(file, text)).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.size(file) < 64 * 1024 * 1024
          && new String(Files.readAllBytes(file), UTF_8).contains(text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
