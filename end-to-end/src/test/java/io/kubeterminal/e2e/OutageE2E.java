package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.ClusterTest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the system depends on goes away for a while: it waits, says so, and goes on by itself. */
@ClusterTest
class OutageE2E {

  /** The whole minute of the promise; shorter while developing. */
  private static final Duration OUTAGE =
      Duration.ofSeconds(Long.getLong("kube-terminal.outage-seconds", 60));

  @Test
  void requestsWaitForAnApiServerThatIsDown() throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace)) {
      SeedClient client = platform.client(namespace.viewerToken("fanux"));
      platform.kubernetes().cut();

      List<String> ids = Stream.of("ann", "bob", "cem").map(user -> request(client, user)).toList();
      await("the outage lasts")
          .pollDelay(OUTAGE)
          .atMost(OUTAGE.plusSeconds(5))
          .until(() -> ids.stream().allMatch(id -> client.state(id).equals("REQUESTED")));
      platform.kubernetes().mend();

      await("every waiting request becomes READY")
          .atMost(Duration.ofSeconds(60))
          .until(() -> ids.stream().allMatch(id -> client.state(id).equals("READY")));
    }
  }

  @Test
  void kafkaThatIsDownIsAnsweredWith503AndNothingAcknowledgedIsLost() throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace)) {
      SeedClient client = platform.client(namespace.viewerToken("fanux"));
      SeedClient.Answer before = client.create("fanux", Map.of());
      assertThat(before.status()).isEqualTo(201);
      String id = before.text("terminalId");
      String acknowledged = request(client, "ann");

      platform.stopKafka();

      assertUnavailableWithin5Seconds(() -> client.create("bob", Map.of()));
      assertUnavailableWithin5Seconds(() -> client.beat(id));

      platform.startKafka();
      await("what was acknowledged becomes READY without a restart")
          .atMost(Duration.ofSeconds(90))
          .until(() -> client.state(acknowledged).equals("READY"));
      await("beats are taken again")
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.beat(id).status() == 204);
      assertThat(client.state(id)).isEqualTo("READY");
    }
  }

  private static void assertUnavailableWithin5Seconds(Supplier<SeedClient.Answer> call) {
    long start = System.nanoTime();
    SeedClient.Answer answer = call.get();
    Duration taken = Duration.ofNanos(System.nanoTime() - start);

    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(503);
    assertThat(answer.response().headers().firstValue("Retry-After")).isPresent();
    assertThat(taken).isLessThan(Duration.ofSeconds(5));
  }

  private static String request(SeedClient client, String user) {
    SeedClient.Answer answer = client.create(user, Map.of(), Map.of("Prefer", "wait=0"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.text("terminalId");
  }
}
