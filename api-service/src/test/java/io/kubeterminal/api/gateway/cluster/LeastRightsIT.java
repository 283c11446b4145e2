package io.kubeterminal.api.gateway.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.kubeterminal.api.ServiceAccounts;
import io.kubeterminal.api.cluster.TokenReviews;
import io.kubeterminal.api.gateway.inside.Address;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.DeployedRights;
import io.kubeterminal.testing.DeployedRights.Right;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rights that the API is deployed with are enough, and none is superfluous; the same for those
 * that it needs besides where it goes through port-forward.
 */
@ClusterTest
class LeastRightsIT {

  private static final String IMAGE = "docker.io/library/kube-ttyd-test:2";
  private static final Duration BOUND = Duration.ofSeconds(10);
  private static final String INSTALLATION = "least-rights";
  private static final UUID TERMINAL = UUID.randomUUID();

  /** From there on a WebSocket to a pod needs the verb create besides get. */
  private static final int ASKS_FOR_CREATE = 35;

  private static ServiceAccounts people;
  private static KubernetesClient admin;
  private static DeployedRights rights;
  private static DeployedRights forwarding;

  @BeforeAll
  static void start() {
    people = new ServiceAccounts("ann");
    admin = new KubernetesClientBuilder().build();
    rights = new DeployedRights(admin, Path.of("../deploy/base/rights.yaml"), "api-service");
    forwarding =
        new DeployedRights(admin, Path.of("../deploy/port-forward/rights.yaml"), "api-service");
    runAPod();
  }

  @AfterAll
  static void stop() {
    forwarding.close();
    rights.close();
    admin.close();
    people.close();
  }

  /** What a terminal looks like to whoever looks for its pod. */
  private static void runAPod() {
    admin
        .pods()
        .inNamespace(people.namespace)
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("terminal")
                .withLabels(
                    Map.of(
                        "kubeterminal.io/terminal",
                        TERMINAL.toString(),
                        "kubeterminal.io/installation",
                        INSTALLATION))
                .endMetadata()
                .withNewSpec()
                .withAutomountServiceAccountToken(false)
                .addNewContainer()
                .withName("terminal")
                .withImage(IMAGE)
                .withCommand("sleep", "600")
                .endContainer()
                .endSpec()
                .build())
        .create();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                "Running"
                    .equals(
                        admin
                            .pods()
                            .inNamespace(people.namespace)
                            .withName("terminal")
                            .get()
                            .getStatus()
                            .getPhase()));
  }

  static List<Right> ofTheApi() {
    return rights.all();
  }

  static List<Right> ofForwarding() {
    return forwarding.all();
  }

  @AfterEach
  void beNobodyElse() {
    System.clearProperty(Config.KUBERNETES_IMPERSONATE_USERNAME);
  }

  @Test
  void withItsRightsItLearnsWhoCalls() {
    be(rights.grant(people.namespace, "api", null));
    assertThat(review()).isInstanceOf(TokenReviews.Valid.class);
  }

  @ParameterizedTest
  @MethodSource("ofTheApi")
  void withoutThisOneItDoesNot(Right right) {
    be(rights.grant(people.namespace, account(right), right));
    assertThat(review()).isEqualTo(new TokenReviews.Unanswered("the API server answers 403"));
  }

  @Test
  void withTheRightsToForwardItReachesAPod() throws IOException {
    be(forwarding.grant(people.namespace, "forwarding", null));
    forward();
  }

  @ParameterizedTest
  @MethodSource("ofForwarding")
  void withoutThisOneItReachesNone(Right right) {
    assumeTrue(
        !right.verb().equals("create") || minor() >= ASKS_FOR_CREATE,
        "the right to %s is asked for by Kubernetes 1.%d and later"
            .formatted(right, ASKS_FOR_CREATE));
    be(forwarding.grant(people.namespace, account(right), right));
    assertThatThrownBy(LeastRightsIT::forward)
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "(?s)Kubernetes does not (list|forward to) its pods?: .*(403|cannot).*");
  }

  /** Everything that is opened from now on is opened as this user. */
  private static void be(String user) {
    System.setProperty(Config.KUBERNETES_IMPERSONATE_USERNAME, user);
  }

  private static String account(Right right) {
    return "without-" + right.toString().replaceAll("\\W", "-");
  }

  private static int minor() {
    return Integer.parseInt(admin.getKubernetesVersion().getMinor().replaceAll("\\D", ""));
  }

  private static TokenReviews.Review review() {
    try (TokenReviews reviews = new TokenReviews(List.of(), BOUND)) {
      return reviews.review(people.token("ann"));
    }
  }

  private static void forward() throws IOException {
    try (PodForward forward = new PodForward(people.namespace, INSTALLATION, BOUND)) {
      forward.open(new Address(TERMINAL, "nobody.invalid", 8080), BOUND).close();
    }
  }
}
