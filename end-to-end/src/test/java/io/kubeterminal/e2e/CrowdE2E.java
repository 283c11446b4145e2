package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.ClusterTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Twenty people ask for ten terminals each at once, of two replicas; each may have three. */
@ClusterTest
@Isolated("sixty pods start at once")
class CrowdE2E {

  private static final int USERS = 20;
  private static final int EACH = 10;
  private static final int ALLOWED = 3;

  private record Asked(int user, SeedClient.Answer answer) {}

  @Test
  void everybodyGetsHisShareAndNothingOfAnothers() throws Exception {
    String limit = Integer.toString(ALLOWED);
    try (TestNamespace namespace = new TestNamespace();
        Platform platform =
            Platform.start(namespace, Map.of("terminal.api.limits.terminals", limit))) {
      ServiceProcess second = platform.startApi(namespace.name() + "-api-2").awaitReady();
      Map<Integer, String> tokens = new HashMap<>();
      for (int user = 0; user < USERS; user++) {
        tokens.put(user, namespace.viewerToken("user-" + user));
      }

      Map<Integer, List<String>> terminals = new HashMap<>();
      for (Asked asked : askAtOnce(platform.api(), second, tokens)) {
        int status = asked.answer().status();
        // 410: it was refused as one too many, and asked again after its answer got lost.
        assertThat(status).as(asked.answer().body().toString()).isIn(200, 201, 202, 410, 429);
        if (status == 429) {
          assertThat(asked.answer().response().headers().firstValue("Retry-After")).isPresent();
        } else if (status != 410) {
          terminals
              .computeIfAbsent(asked.user(), user -> new ArrayList<>())
              .add(asked.answer().text("terminalId"));
        }
      }

      assertThat(terminals).hasSize(USERS);
      await("every terminal that was promised is there, and no other")
          .atMost(Duration.ofMinutes(3))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(namespace.objects()).hasSize(USERS * ALLOWED * 3));
      terminals.forEach(
          (user, ids) -> {
            assertThat(ids).as("terminals of user-%d", user).hasSize(ALLOWED);
            SeedClient client = platform.client(tokens.get(user));
            String owner = "system:serviceaccount:" + namespace.name() + ":user-" + user;
            for (String id : ids) {
              assertThat(client.get(id).text("owner")).isEqualTo(owner);
              assertThat(namespace.ownersOf(id)).containsOnly(owner).hasSize(3);
              assertThat(namespace.secretToken(id)).isEqualTo(tokens.get(user));
            }
          });
    }
  }

  /** As a good client does: what may still happen is asked again under the same key. */
  private static SeedClient.Answer insist(SeedClient client) {
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    return await("an answer that is final")
        .atMost(Duration.ofMinutes(2))
        .until(() -> client.create("me", Map.of(), key), answer -> answer.status() != 503);
  }

  /** All 200 at once, half of them of each replica. */
  private static List<Asked> askAtOnce(
      ServiceProcess first, ServiceProcess second, Map<Integer, String> tokens) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Asked>> asking = new ArrayList<>();
      for (int i = 0; i < USERS * EACH; i++) {
        int user = i % USERS;
        SeedClient client = new SeedClient(i / USERS % 2 == 0 ? first : second, tokens.get(user));
        asking.add(threads.submit(() -> new Asked(user, insist(client))));
      }
      List<Asked> asked = new ArrayList<>();
      for (Future<Asked> one : asking) {
        asked.add(one.get());
      }
      return asked;
    }
  }
}
