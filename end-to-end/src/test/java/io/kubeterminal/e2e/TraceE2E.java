package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubeterminal.e2e.TraceCollector.Line;
import io.kubeterminal.testing.ClusterTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** One request, one trace: from the POST through Kafka to the pod, and back to whoever waits. */
@ClusterTest
class TraceE2E {

  private static final String API = "api-service";
  private static final String PROVISIONER = "provisioner-worker";
  private static final String USER = "planted-user";
  private static final Path FILE = Path.of("target/traces.jsonl");

  @Test
  void fromThePostToThePodAndBackItIsOneTree() throws Exception {
    try (TraceCollector collector = new TraceCollector(FILE);
        TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace, settings(collector))) {
      String token = namespace.viewerToken("fanux");
      SeedClient client = platform.client(token);

      SeedClient.Answer created = client.create(USER, Map.of("namespace", namespace.name()));

      assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
      String id = created.text("terminalId");
      await("all of it is there")
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(() -> assertTree(collector.lines()));
      List<Line> lines = collector.lines();
      assertThat(new String(collector.taken(), ISO_8859_1))
          .contains(id)
          .doesNotContain(token, USER, namespace.name());
      String trace = root(lines).trace();
      assertLogged(platform.provisioner(), id, trace);

      assertThat(client.delete(id).status()).isIn(202, 204);
      await("its end is a trace of its own")
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertEnd(collector.lines(), trace));
    }
  }

  private static Map<String, String> settings(TraceCollector collector) {
    Map<String, String> settings = new HashMap<>(collector.settings());
    settings.put("logging.structured.format.console", "ecs");
    return settings;
  }

  private static void assertTree(List<Line> lines) {
    Line post = root(lines);
    assertThat(post.kind()).isEqualTo("SERVER");
    assertThat(post.attributes()).containsEntry("http.response.status_code", "201");

    Line requested = child(lines, post, API, "publish TerminalRequested");
    assertThat(requested.kind()).isEqualTo("PRODUCER");
    Line folded = child(lines, requested, PROVISIONER, "fold TerminalRequested");
    assertThat(folded.kind()).isEqualTo("CONSUMER");

    Line applied = parentOf(lines, "apply Deployment", folded);
    for (String kind : List.of("Secret", "Service", "Deployment")) {
      assertThat(child(lines, applied, PROVISIONER, "apply " + kind).kind()).isEqualTo("CLIENT");
    }

    Line reported = parentOf(lines, "publish TerminalReady", folded);
    Line ready = child(lines, reported, PROVISIONER, "publish TerminalReady");
    Line readyFolded = child(lines, ready, PROVISIONER, "fold TerminalReady");
    Line answered = child(lines, readyFolded, API, "row READY");

    assertThat(
            List.of(requested, folded, applied, reported, ready, readyFolded, answered).stream()
                .map(Line::trace))
        .containsOnly(post.trace());
  }

  private static void assertEnd(List<Line> lines, String creation) {
    Line delete =
        one(lines, line -> line.name().equals("DELETE /api/v1/terminals/{id}") && isRoot(line));
    Line asked = child(lines, delete, API, "publish TerminalCloseRequested");
    Line folded = child(lines, asked, PROVISIONER, "fold TerminalCloseRequested");
    child(lines, parentOf(lines, "delete Deployment", folded), PROVISIONER, "delete Deployment");
    Line closed =
        child(
            lines,
            parentOf(lines, "publish TerminalClosed", folded),
            PROVISIONER,
            "publish TerminalClosed");
    child(lines, closed, PROVISIONER, "fold TerminalClosed");
    assertThat(delete.trace()).isNotEqualTo(creation);
  }

  private static Line root(List<Line> lines) {
    return one(lines, line -> line.name().equals("POST /api/v1/terminals") && isRoot(line));
  }

  private static boolean isRoot(Line line) {
    return line.parent().isEmpty() && line.service().equals(API);
  }

  private static Line child(List<Line> lines, Line parent, String service, String name) {
    return one(
        lines,
        line ->
            line.parent().equals(parent.span())
                && line.trace().equals(parent.trace())
                && line.service().equals(service)
                && line.name().equals(name));
  }

  /** The reconciliation that has such a child, and was set off by {@code event}. */
  private static Line parentOf(List<Line> lines, String name, Line event) {
    return one(
        lines,
        line ->
            line.name().equals("reconcile")
                && line.parent().equals(event.span())
                && lines.stream()
                    .anyMatch(
                        child -> child.parent().equals(line.span()) && child.name().equals(name)));
  }

  private static Line one(List<Line> lines, Predicate<Line> wanted) {
    List<Line> found = lines.stream().filter(wanted).toList();
    assertThat(found).as("of %s", lines).hasSize(1);
    return found.getFirst();
  }

  /** A line of a machine's log that says which terminal, and which trace. */
  private static void assertLogged(ServiceProcess service, String id, String trace)
      throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : service.log().lines().filter(line -> line.startsWith("{")).toList()) {
      JsonNode log = json.readTree(line);
      if (log.path("message").asText().equals("Folded")
          && log.path("terminal").asText().equals(id)
          && log.path("traceId").asText().equals(trace)) {
        return;
      }
    }
    throw new AssertionError("no line of " + service.name() + " has the ids of the trace");
  }
}
