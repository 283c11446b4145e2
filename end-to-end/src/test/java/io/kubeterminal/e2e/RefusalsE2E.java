package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.ClusterTest;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What cannot be had is refused with the words of Kubernetes, and leaves nothing behind. */
@ClusterTest
class RefusalsE2E {

  @Test
  void anImageThatDoesNotExistFailsWithTheKubeletsWords() throws Exception {
    String missing = "registry.invalid/no/such-image:1";
    try (TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace, missing)) {
      SeedClient client = platform.client(namespace.viewerToken("fanux"));

      String id = request(client);

      await("FAILED within 30 s")
          .atMost(Duration.ofSeconds(30))
          .until(() -> client.state(id).equals("FAILED"));
      SeedClient.Answer failed = client.get(id);
      assertThat(failed.text("reason")).isEqualTo("IMAGE_PULL");
      assertThat(failed.text("message")).contains(missing);
      awaitNothingLeft(namespace, id);
    }
  }

  @Test
  void aQuotaThatForbidsItFailsWithTheServersWords() throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace)) {
      namespace.forbid("count/deployments.apps");
      SeedClient client = platform.client(namespace.viewerToken("fanux"));

      String id = request(client);

      await("FAILED").atMost(Duration.ofSeconds(30)).until(() -> client.state(id).equals("FAILED"));
      SeedClient.Answer failed = client.get(id);
      assertThat(failed.text("reason")).isEqualTo("REFUSED");
      assertThat(failed.text("message")).contains("exceeded quota");
      awaitNothingLeft(namespace, id);
    }
  }

  private static String request(SeedClient client) {
    SeedClient.Answer answer = client.create("fanux", Map.of(), Map.of("Prefer", "wait=0"));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
    return answer.text("terminalId");
  }

  private static void awaitNothingLeft(TestNamespace namespace, String id) {
    await("its objects are removed")
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(namespace.objectsOf(id)).isEmpty());
  }
}
