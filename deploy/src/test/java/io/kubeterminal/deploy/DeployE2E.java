package io.kubeterminal.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.TtydClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The whole system inside a real cluster, by the overlay for test clusters and by its images; a
 * user comes from outside, through the gateway.
 */
@ClusterTest
@EnabledIfEnvironmentVariable(
    named = DeployedSystem.TAG,
    matches = ".+",
    disabledReason = "needs KUBE_TERMINAL_SERVICE_IMAGES, the tag of the images in the cluster")
@TestMethodOrder(OrderAnnotation.class)
class DeployE2E {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  /** A kubelet may keep a pod's record until it collects sandboxes, once a minute. */
  private static final Duration A_NODES_MEMORY = Duration.ofSeconds(90);

  private static DeployedSystem system;
  private static String token;

  @BeforeAll
  static void apply() throws IOException {
    system = DeployedSystem.apply();
    token = tokenOfAnn();
  }

  @AfterAll
  static void remove() {
    if (system != null) {
      system.close();
    }
  }

  @Test
  @Order(1)
  void aTerminalIsOpenedThroughTheGatewayAndLeavesNothing() throws Exception {
    HttpResponse<String> created =
        ask("POST", "/api/v1/terminals", "{\"user\": \"me\", \"token\": \"" + token + "\"}");
    assertThat(created.statusCode()).as(created.body()).isIn(201, 202);
    String path = "/api/v1/terminals/" + json(created).path("terminalId").asString();
    await("it is ready")
        .atMost(Duration.ofMinutes(2))
        .pollInterval(Duration.ofMillis(500))
        .until(() -> json(ask("GET", path, "")).path("state").asString().equals("READY"));
    assertThat(json(ask("GET", path, "")).path("owner").asString())
        .isEqualTo("system:serviceaccount:" + system.kubectl().namespace() + ":ann");
    assertThat(system.objectsOfTerminals()).hasSize(4);

    HttpResponse<String> ticket = ask("POST", path + "/tickets", "");
    assertThat(ticket.statusCode()).as(ticket.body()).isEqualTo(204);
    String cookies =
        ticket.headers().allValues("Set-Cookie").stream()
            .map(cookie -> cookie.replaceFirst(";.*", ""))
            .collect(Collectors.joining("; "));
    Map<String, String> headers =
        Map.of("Authorization", "Bearer " + token, "Cookie", cookies, "Origin", address());
    try (TtydClient shell =
        TtydClient.connect("ws://127.0.0.1:" + system.port() + path + "/shell", headers)) {
      shell.type("echo $((6*7))\n");
      shell.awaitOutput("42", Duration.ofSeconds(30));
    }

    HttpResponse<String> closed = ask("DELETE", path, "");
    assertThat(closed.statusCode()).as(closed.body()).isBetween(200, 299);
    await("nothing is left")
        .atMost(A_NODES_MEMORY)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(() -> assertThat(system.objectsOfTerminals()).isEmpty());
  }

  @Test
  @Order(2)
  void nothingWasRefusedToTheServices() {
    String requests = "/actuator/metrics/terminal.provisioner.cluster.requests";
    assertThat(ofProvisioner(requests)).contains("\"COUNT\"");
    assertThat(ofProvisioner(requests + "?tag=status:200")).contains("\"COUNT\"");
    assertThat(ofProvisioner(requests + "?tag=status:403")).doesNotContain("\"COUNT\"");
    for (String service : DeployedSystem.SERVICES) {
      assertThat(
              system
                  .kubectl()
                  .run("logs", "--tail=-1", "--selector=app.kubernetes.io/name=" + service))
          .as("log of " + service)
          .doesNotContain("is forbidden", "answers 403");
    }
  }

  @Test
  @Order(3)
  void thePolicyOfTerminalsLetsInThisGatewayAloneAndNothingWasStartedTwice() {
    assertThat(
            system
                .kubectl()
                .run(
                    "get",
                    "networkpolicy",
                    "terminals-of-kube-terminal",
                    "-o",
                    "jsonpath={.spec.ingress[*].from[*].namespaceSelector.matchLabels}"))
        .contains("\"kubernetes.io/metadata.name\":\"" + system.kubectl().namespace() + "\"");
    assertThat(
            system
                .kubectl()
                .run(
                    "get",
                    "pods",
                    "--selector=app.kubernetes.io/part-of=kube-terminal",
                    "-o",
                    "jsonpath={.items[*].status.containerStatuses[*].restartCount}"))
        .matches("0( 0)*");
  }

  /** The gateway's policy aside, what the provisioner's actuator says within its pod. */
  private static String ofProvisioner(String path) {
    return system
        .kubectl()
        .run(
            "exec",
            "deployment/provisioner-worker",
            "--",
            "bash",
            "-c",
            "exec 3<>/dev/tcp/127.0.0.1/8090; printf 'GET %s HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3; cat <&3"
                .formatted(path));
  }

  private static String tokenOfAnn() {
    String namespace = system.kubectl().namespace();
    system.kubectl().run("create", "serviceaccount", "ann");
    try (KubernetesClient kubernetes = new KubernetesClientBuilder().build()) {
      return kubernetes
          .serviceAccounts()
          .inNamespace(namespace)
          .withName("ann")
          .tokenRequest(
              new TokenRequestBuilder()
                  .withNewSpec()
                  .withExpirationSeconds(3600L)
                  .endSpec()
                  .build())
          .getStatus()
          .getToken();
    }
  }

  private static String address() {
    return "http://127.0.0.1:" + system.port();
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }

  private static HttpResponse<String> ask(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address() + path))
            .timeout(Duration.ofSeconds(60))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body));
    if (!body.isEmpty()) {
      request.header("Content-Type", "application/json");
    }
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }
}
