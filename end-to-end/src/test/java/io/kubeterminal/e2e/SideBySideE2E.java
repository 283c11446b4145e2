package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.ClusterTest;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Two provisioners and two reapers; one of each dies by SIGKILL with work in its hands. */
@ClusterTest
@Isolated("fifty pods start at once")
class SideBySideE2E {

  private static final int TERMINALS = 50;
  private static final int USERS = 7;
  private static final Set<String> SETTLED = Set.of("READY", "FAILED");

  @Test
  void killedWorkersLoseNothingAndLeakNothing() throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace)) {
      ServiceProcess secondProvisioner = platform.startProvisioner("provisioner-2");
      ServiceProcess secondReaper = platform.startReaper("reaper-2");
      secondProvisioner.awaitReady();
      secondReaper.awaitReady();
      List<SeedClient> users =
          IntStream.range(0, USERS)
              .mapToObj(i -> platform.client(namespace.viewerToken("user-" + i)))
              .toList();

      Map<String, SeedClient> owners = new LinkedHashMap<>();
      for (int i = 0; i < TERMINALS; i++) {
        SeedClient client = users.get(i % USERS);
        owners.put(request(client), client);
      }
      Set<String> ids = owners.keySet();
      await("the work is under way")
          .atMost(Duration.ofSeconds(30))
          .until(() -> namespace.objects().size() > TERMINALS / 2);
      platform.provisioner().kill();
      platform.reaper().kill();

      await("every terminal is READY or FAILED with a reason")
          .atMost(Duration.ofMinutes(4))
          .pollInterval(Duration.ofSeconds(1))
          .until(() -> ids.stream().allMatch(id -> settled(owners.get(id).get(id))));
      Set<String> ready =
          ids.stream()
              .filter(id -> owners.get(id).state(id).equals("READY"))
              .collect(Collectors.toUnmodifiableSet());
      assertThat(ready).as("terminals that became READY").isNotEmpty();
      await("exactly one set of objects each, none for the failed")
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(namespace.objects())
                      .containsExactlyInAnyOrderElementsOf(oneSetEach(ready)));

      owners.forEach((id, client) -> client.delete(id));
      await("none is left")
          .atMost(Duration.ofMinutes(2))
          .pollInterval(Duration.ofSeconds(1))
          .untilAsserted(() -> assertThat(namespace.objects()).isEmpty());
      await("every row is settled")
          .atMost(Duration.ofSeconds(30))
          .until(
              () ->
                  ids.stream()
                      .map(id -> owners.get(id).state(id))
                      .allMatch(state -> Set.of("CLOSED", "FAILED").contains(state)));
    }
  }

  private static String request(SeedClient client) {
    SeedClient.Answer answer = client.create("somebody", Map.of(), Map.of("Prefer", "wait=0"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.text("terminalId");
  }

  private static boolean settled(SeedClient.Answer answer) {
    String state = answer.text("state");
    return SETTLED.contains(state) && (state.equals("READY") || !answer.text("reason").isEmpty());
  }

  private static List<String> oneSetEach(Collection<String> ids) {
    return ids.stream()
        .flatMap(
            id ->
                Stream.of("Deployment", "Service", "Secret").map(kind -> kind + "/terminal-" + id))
        .toList();
  }
}
