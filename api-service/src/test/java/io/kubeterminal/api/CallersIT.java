package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.RunningApi.Answer;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people of the real cluster, who do not know each other. */
@KafkaTest
@ClusterTest
class CallersIT {

  private static final String ALL = "/api/v1/terminals";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static ServiceAccounts people;

  @BeforeAll
  static void start() {
    people = new ServiceAccounts("ann", "bob");
  }

  @AfterAll
  static void stop() {
    people.close();
  }

  private static RunningApi start(KafkaFixture kafka) {
    RunningApi api =
        RunningApi.start(
            kafka, folder, "--terminal.auth.mode=token-review", "--terminal.auth.review-cache=1s");
    await().atMost(PATIENCE).until(api::ready);
    return api;
  }

  @Test
  void eachSeesHisOwnAsLongAsHisTokenIsValid(KafkaFixture kafka) {
    String ann = people.token("ann");
    String bob = people.token("bob");
    try (RunningApi api = start(kafka)) {
      Answer hers = open(api, ann, "{}");
      assertThat(hers.status()).isEqualTo(202);
      assertThat(hers.text("owner")).isEqualTo(people.username("ann"));
      String path = hers.header("Location");
      assertThat(get(api, path, ann)).isEqualTo(200);
      assertThat(get(api, path, bob)).isEqualTo(404);
      assertThat(get(api, path, null)).isEqualTo(401);
      assertThat(get(api, path, "x")).isEqualTo(401);
      assertThat(get(api, "/actuator/metrics", ann)).isEqualTo(403);
      assertThat(renew(api, path, ann, bob)).as("with Bob's token").isEqualTo(400);
      assertThat(renew(api, path, ann, "x")).as("with nobody's").isEqualTo(400);
      assertThat(renew(api, path, ann, people.token("ann"))).as("with her own").isEqualTo(204);
      assertThat(renew(api, path, bob, bob)).as("by Bob").isEqualTo(404);
      // The first client's way: no header, and the token in the body.
      Answer his = open(api, null, "{\"User\":\"Bob\",\"Token\":\"%s\"}".formatted(bob));
      assertThat(his.status()).isEqualTo(202);
      assertThat(his.text("owner")).isEqualTo(people.username("bob"));
      assertThat(his.text("user")).isEqualTo("Bob");
      people.remove("bob");
      await().atMost(PATIENCE).until(() -> get(api, his.header("Location"), bob) == 401);
      assertThat(get(api, path, ann)).isEqualTo(200);
    }
  }

  @Test
  void whileTheClusterIsAwayNobodyIsLetIn(KafkaFixture kafka) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      System.setProperty("kubernetes.master", "https://127.0.0.1:" + silent.getLocalPort());
      try (RunningApi api = start(kafka)) {
        String token = people.token("ann");
        long start = System.nanoTime();
        Answer answer = api.send(api.asked(ALL, token).GET());
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("cluster-unavailable");
        assertThat(answer.header("Retry-After")).isEqualTo("2");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        assertThat(api.ready()).isTrue();
      } finally {
        System.clearProperty("kubernetes.master");
      }
    }
  }

  private static int get(RunningApi api, String path, String token) {
    return api.send(api.asked(path, token).GET()).status();
  }

  private static int renew(RunningApi api, String path, String token, String brought) {
    return api.send(
            api.asked(path + "/token", token)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString("{\"token\":\"%s\"}".formatted(brought))))
        .status();
  }

  private static Answer open(RunningApi api, String token, String body) {
    return api.send(
        api.asked(ALL, token)
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=0")
            .POST(BodyPublishers.ofString(body)));
  }
}
