package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.TtydClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/**
 * Open a terminal, use it, keep it alive, leave it: everything is gone, and the log tells the
 * story.
 */
@ClusterTest
class TerminalStoryE2E {

  private static final int TTL_SECONDS = 60;

  @Test
  void openUseLeaveGone() throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace)) {
      SeedClient client = platform.client(namespace.viewerToken("fanux"));

      SeedClient.Answer created =
          client.create("fanux", Map.of("namespace", namespace.name(), "ttlSeconds", TTL_SECONDS));
      assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
      String id = created.text("terminalId");
      assertThat(created.text("endPoint")).matches("[0-9.]+:[0-9]+");
      assertThat(namespace.objectsOf(id)).hasSize(3);

      String typed = typeInto(created.text("endPoint"), platform.shellCredential(id));
      assertThat(typed).contains("pods").doesNotContain("Unauthorized");

      Instant beaten = Instant.now();
      assertThat(client.beat(id).status()).isEqualTo(204);
      await("the beat is mirrored for the seed's operators")
          .atMost(Duration.ofSeconds(20))
          .untilAsserted(
              () ->
                  assertThat(namespace.lastHeartbeat(id))
                      .matches("[0-9]+")
                      .satisfies(
                          seconds ->
                              assertThat(Long.parseLong(seconds))
                                  .isGreaterThanOrEqualTo(beaten.getEpochSecond() - 1)));

      await("silence ends it")
          .atMost(Duration.ofSeconds(TTL_SECONDS + 40))
          .until(() -> client.state(id).equals("CLOSED"));
      assertThat(Duration.between(beaten, Instant.now()))
          .as("never before a full TTL of silence")
          .isGreaterThanOrEqualTo(Duration.ofSeconds(TTL_SECONDS));
      assertThat(client.get(id).text("reason")).isEqualTo(EndReason.IDLE.name());
      assertThat(namespace.objectsOf(id)).isEmpty();
      assertThat(client.beat(id).status()).isEqualTo(410);
      List<SpecificRecord> events = platform.eventsOf(id);
      assertThat(steps(events)).isNotEmpty().doesNotHaveDuplicates().isSorted();
      assertThat(events)
          .filteredOn(event -> !(event instanceof TerminalProgressed))
          .extracting(SpecificRecord::getClass)
          .map(Class::getSimpleName)
          .isEqualTo(
              List.of(
                  TerminalRequested.class.getSimpleName(),
                  TerminalReady.class.getSimpleName(),
                  TerminalExpiring.class.getSimpleName(),
                  TerminalExpired.class.getSimpleName(),
                  TerminalClosed.class.getSimpleName()));
    }
  }

  private static List<CreationStep> steps(List<SpecificRecord> events) {
    return events.stream()
        .filter(TerminalProgressed.class::isInstance)
        .map(event -> ((TerminalProgressed) event).getStep())
        .toList();
  }

  private static String typeInto(String endPoint, String credential) {
    try (TtydClient shell = TtydClient.connect(endPoint, credential)) {
      shell.type("echo $((6*7))\n");
      shell.awaitOutput("42", Duration.ofSeconds(15));
      // One line of it: of more than a screen, tmux draws only what is left at the end.
      shell.type("kubectl auth can-i --list | grep -w pods; echo end_$((1+1))\n");
      return shell.awaitOutput("end_2", Duration.ofSeconds(20));
    }
  }
}
