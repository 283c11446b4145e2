package io.kubeterminal.provisioner.cluster;

import static io.kubeterminal.provisioner.cluster.ClusterFixture.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.TtydClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a terminal's process really may do, seen from inside its pod. */
@ClusterTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HardenedPodIT {

  private static final String TOKEN = "not-a-real-token-" + UUID.randomUUID();

  private final UUID id = UUID.randomUUID();
  private ClusterFixture fixture;
  private String endpoint;

  @BeforeAll
  void open() throws Exception {
    fixture = new ClusterFixture(Map.of("service-type", "headless"));
    fixture.cluster.apply(
        new DesiredTerminal(
            id, "system:serviceaccount:a:b", "default", CredentialKind.TOKEN, TOKEN, null));
    ObservedTerminal ready = fixture.awaitReady(id);
    endpoint = ready.endpoint().getHost() + ":" + ready.endpoint().getPort();
  }

  @AfterAll
  void close() {
    fixture.close();
  }

  private String run(String command) throws Exception {
    return PodShell.run(fixture, id, command);
  }

  @Test
  void it_is_nobody_special() throws Exception {
    assertThat(run("id")).isEqualTo("uid=10001 gid=10001 groups=10001");
    assertThat(run("grep -c -E '^Cap...:.0000000000000000$' /proc/self/status")).isEqualTo("5");
    assertThat(run("grep -E '^(NoNewPrivs|Seccomp):' /proc/1/status"))
        .containsPattern("NoNewPrivs:\\s+1")
        .containsPattern("Seccomp:\\s+2");
  }

  @Test
  void only_home_and_tmp_can_be_written() throws Exception {
    assertThat(run("touch /x /etc/x /usr/x /etc/kube-terminal/x 2>&1 | grep -c 'Read-only'"))
        .isEqualTo("4");
    assertThat(run("touch ~/x /tmp/x && echo $HOME")).isEqualTo("/home/terminal");
    assertThat(run("grep -E ' (/home/terminal|/tmp) ' /proc/mounts | cut -d' ' -f2,3 | sort"))
        .isEqualTo("/home/terminal tmpfs\n/tmp tmpfs");
  }

  @Test
  void it_has_no_token_but_its_own_and_that_in_a_file_only() throws Exception {
    assertThat(run("ls -d /var/run/secrets/kubernetes.io 2>&1")).contains("No such file");
    assertThat(run("ls /etc/kube-terminal")).isEqualTo("token");
    assertThat(run("cat /etc/kube-terminal/token")).isEqualTo(TOKEN);
    assertThat(run("tr '\\0' '\\n' < /proc/1/environ"))
        .contains("USER_TOKEN_FILE=/etc/kube-terminal/token")
        .contains("CA_FILE=/etc/kube-terminal-ca/ca.crt")
        .doesNotContain(TOKEN, "INSECURE");
    assertThat(run("cat /proc/[0-9]*/cmdline | tr '\\0' ' '")).doesNotContain(TOKEN);
    assertThat(run("head -1 /etc/kube-terminal-ca/ca.crt"))
        .isEqualTo("-----BEGIN CERTIFICATE-----");
  }

  @Test
  void whoever_shows_ttyd_no_credential_gets_nothing() throws Exception {
    String credential = ClusterFixture.SHELL_KEYS.credential(id);
    assertThat(status(null)).isEqualTo(401);
    assertThat(status("terminal:guessed")).isEqualTo(401);
    assertThat(status(ClusterFixture.SHELL_KEYS.credential(UUID.randomUUID()))).isEqualTo(401);
    assertThat(status(credential)).isEqualTo(200);
    try (TtydClient shell = TtydClient.connect(endpoint, credential)) {
      shell.type("echo \"<$TTYD_CREDENTIAL|$USER_TOKEN|$((6*7))>\"\n");
      shell.awaitOutput("<||42>", Duration.ofSeconds(10));
    }
  }

  @Test
  void its_network_policy_is_there_and_is_written_once() {
    var policies = fixture.kubectl.network().v1().networkPolicies().inNamespace(fixture.namespace);
    await().atMost(PATIENCE).until(() -> policies.list().getItems().size() == 1);
    var policy = policies.list().getItems().getFirst();
    assertThat(PodShell.pod(fixture, id).getMetadata().getLabels())
        .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
    assertThat(policy.getSpec().getEgress().get(1).getTo().getFirst().getIpBlock().getCidr())
        .isEqualTo("10.250.0.1/32");
    // The fixture looks every 5 s: it must look and find nothing to do.
    await()
        .during(Duration.ofSeconds(6))
        .atMost(Duration.ofSeconds(8))
        .until(
            () ->
                policies
                    .list()
                    .getItems()
                    .getFirst()
                    .getMetadata()
                    .getResourceVersion()
                    .equals(policy.getMetadata().getResourceVersion()));
    assertThat(fixture.policyWrites()).isEqualTo(1);
    assertThat(fixture.cluster.terminals()).containsExactly(id);

    policies.withName(policy.getMetadata().getName()).delete();
    await().atMost(PATIENCE).until(() -> policies.list().getItems().size() == 1);
  }

  private int status(String credential) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + endpoint + "/"));
    if (credential != null) {
      request.header(
          "Authorization",
          "Basic " + Base64.getEncoder().encodeToString(credential.getBytes("UTF-8")));
    }
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }
  }
}
