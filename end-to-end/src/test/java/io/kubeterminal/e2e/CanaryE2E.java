package io.kubeterminal.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.e2e.RawHttp.Answer;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.testing.TtydClient;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Tokens that occur nowhere else go every way that a token can go, with debug logging on. They are
 * found in the Secret and in the pod, and nowhere else.
 */
@ClusterTest
class CanaryE2E {

  private static final String KEY = "the-key-of-this-test-0123456789-abcdef";
  private static final Duration SHORTLY = Duration.ofSeconds(30);

  private static final Map<String, String> TALKATIVE =
      Map.of(
          "logging.level.root",
          "debug",
          "management.endpoints.web.exposure.include",
          "health,metrics",
          "terminal.provisioner.revocation.enabled",
          "false");

  private final Map<String, Canary> secrets = new HashMap<>();
  private final List<String> answers = new ArrayList<>();

  @Test
  void aTokenIsInItsSecretAndItsPodAlone() throws Exception {
    Map<String, String> settings = new HashMap<>(TALKATIVE);
    try (TraceCollector traces = new TraceCollector(Path.of("target/canary-traces.jsonl"))) {
      settings.putAll(traces.settings());
      search(settings, traces);
    }
  }

  private void search(Map<String, String> settings, TraceCollector traces) throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        Platform platform = Platform.start(namespace, settings)) {
      Path keyFile = Files.writeString(platform.folder().resolve("api.key"), KEY);
      ServiceProcess keyed =
          platform
              .startApi(
                  namespace.name() + "-api-key",
                  Map.of("terminal.auth.mode", "key", "terminal.auth.key-file", keyFile.toString()))
              .awaitReady();
      secrets.put("the key of the API", new Canary(KEY));
      secrets.put("the key of ttyd", secretIn(platform.folder().resolve("ttyd.key")));

      String id = openWithToken(keyed.port());
      assertThat(namespace.secretToken(id)).isEqualTo(secrets.get("token").token());
      showInPod(platform, namespace, keyed.port(), id);
      openWithKubeconfig(keyed.port());
      renew(namespace, keyed.port(), id);
      beRefused(keyed.port(), platform.api().port());
      openAsOneself(namespace, platform.api().port());
      writeWrongEvents(platform);
      ServiceProcess replayed =
          platform.startProvisioner(
              namespace.name() + "-replay",
              Map.of("terminal.provisioner.application-id", "replay"));
      replayed.awaitReady();

      SecretSearch search = new SecretSearch(secrets);
      search.in("answers", String.join("\n", answers));
      search.inKafka(platform.kafka());
      search.inClusterBut(namespace);
      for (ServiceProcess process : platform.processes()) {
        search.in("log of " + process.name(), process.log());
        search.inProc(process.name(), process.pid());
        search.inMetrics(process.name(), process.port(), KEY);
      }
      await("the renewal is in the traces")
          .atMost(SHORTLY)
          .until(() -> traces.lines().stream().anyMatch(line -> line.name().startsWith("PUT ")));
      search.in("traces", traces.taken());
      search.inFolder(platform.folder(), "ttyd.key", "api.key", "kubeconfig");
      assertThat(search.places()).as("searched").hasSizeGreaterThan(20);
      assertThat(search.found()).isEmpty();
    }
  }

  private String openWithToken(int port) throws IOException {
    Answer answer =
        ask(port, "POST", "/api/v1/terminals", bearer(KEY), body("token", canary("token")));
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    return id(answer);
  }

  /** By the gateway and straight, and typed into the shell. */
  private void showInPod(Platform platform, TestNamespace namespace, int port, String id)
      throws IOException {
    Answer ticket = ask(port, "POST", "/api/v1/terminals/" + id + "/tickets", bearer(KEY), "");
    assertThat(ticket.status()).isEqualTo(204);
    secrets.put("a ticket", new Canary(ticket.cookies().replaceFirst("[^=]*=", "")));
    Map<String, String> upgrade = new HashMap<>(RawHttp.upgrade(port));
    upgrade.putAll(bearer(KEY));
    upgrade.put("Cookie", ticket.cookies());
    assertThat(ask(port, "GET", "/api/v1/terminals/" + id + "/shell", upgrade, "").status())
        .isEqualTo(101);

    String credential = platform.shellCredential(id);
    secrets.put("ttyd's password", new Canary(credential.replaceFirst(".*:", "")));
    try (TtydClient shell = TtydClient.connect(namespace.podAddress(id), credential)) {
      shell.type("cat \"$USER_TOKEN_FILE\"; echo\n");
      shell.awaitOutput(secrets.get("token").token(), SHORTLY);
      String typed = canary("typed");
      shell.type("echo " + typed + "\n");
      shell.awaitOutput(typed + "\r\n", SHORTLY);
    }
  }

  private void openWithKubeconfig(int port) throws IOException {
    String kubeconfig =
        """
        apiVersion: v1
        kind: Config
        current-context: here
        clusters: [{name: here, cluster: {server: "https://kubernetes.default.svc"}}]
        contexts: [{name: here, context: {cluster: here, user: me}}]
        users: [{name: me, user: {token: "%s"}}]
        """
            .formatted(canary("kubeconfig"));
    Answer answer =
        ask(port, "POST", "/api/v1/terminals", bearer(KEY), body("kubeconfig", kubeconfig));
    assertThat(answer.status()).as(answer.body()).isIn(201, 202);
  }

  private void renew(TestNamespace namespace, int port, String id) throws IOException {
    Answer answer =
        ask(
            port,
            "PUT",
            "/api/v1/terminals/" + id + "/token",
            bearer(KEY),
            "{\"token\":\"" + canary("renewed") + "\"}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    await("the Secret holds the new one")
        .atMost(SHORTLY)
        .until(() -> namespace.secretToken(id).equals(secrets.get("renewed").token()));
  }

  private void beRefused(int keyed, int reviewed) throws IOException {
    for (int port : List.of(keyed, reviewed)) {
      String mode = port == keyed ? " to a key" : " to a review";
      String list = "/api/v1/terminals";
      refused(port, "GET", list, bearer(canary("refused header" + mode)), "");
      refused(port, "POST", list, Map.of(), body("token", canary("refused body" + mode)));
      refused(
          port,
          "POST",
          "/api/v1/sign-in",
          Map.of("Origin", "http://127.0.0.1:" + port),
          "{\"key\":\"%s\",\"token\":\"%s\"}"
              .formatted(canary("key" + mode), canary("sign-in" + mode)));
      refused(port, "GET", list + "?token=" + canary("query" + mode), bearer("x"), "");
      refused(
          port,
          "GET",
          list,
          Map.of("Cookie", "kube-terminal-" + port + "=" + canary("cookie" + mode)),
          "");
    }
    String list = "/api/v1/terminals";
    refused(keyed, "POST", list, bearer(KEY), "{\"token\":\"" + canary("broken JSON") + "\"");
    refused(keyed, "POST", list, bearer(KEY), "{\"" + canary("unknown field") + "\":1}");
    refused(keyed, "POST", list, bearer(KEY), body("token", canary("huge") + "x".repeat(70_000)));
    refused(keyed, "POST", list, bearer(KEY), body("image", canary("image")));
    refused(keyed, "POST", list, bearer(KEY), body("namespace", canary("namespace")));
    String inPath = canary("path").replaceAll("[+/]", "x");
    secrets.put("path", new Canary(inPath));
    refused(keyed, "GET", list + "/" + inPath, bearer(KEY), "");
  }

  private void refused(
      int port, String method, String path, Map<String, String> headers, String body)
      throws IOException {
    assertThat(ask(port, method, path, headers, body).status())
        .as("%s %s", method, path)
        .isBetween(400, 499);
  }

  /** A caller whose own token goes into the terminal, and into a browser's session. */
  private void openAsOneself(TestNamespace namespace, int port) throws IOException {
    String token = namespace.viewerToken("canary");
    secrets.put("a caller's own token", new Canary(token));
    Answer session =
        ask(
            port,
            "POST",
            "/api/v1/sign-in",
            Map.of("Origin", "http://127.0.0.1:" + port),
            "{\"token\":\"" + token + "\"}");
    assertThat(session.status()).as(session.body()).isEqualTo(204);
    secrets.put("a session", new Canary(session.cookies().replaceFirst("[^=]*=", "")));
    Answer answer =
        ask(
            port,
            "POST",
            "/api/v1/terminals",
            Map.of("Cookie", session.cookies(), "Origin", "http://127.0.0.1:" + port),
            "{}");
    assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    assertThat(namespace.secretToken(id(answer))).isEqualTo(token);
  }

  /** One for the dead letters, and one that does not open. */
  private void writeWrongEvents(Platform platform) throws IOException {
    Sealer sealer =
        new Sealer(SealingKeys.read(platform.folder().resolve(SealingKeys.PUBLIC_FILE)));
    UUID other = UUID.randomUUID();
    try (RawRecords records = new RawRecords(platform.kafka())) {
      UUID misplaced = UUID.randomUUID();
      records.send(
          Topics.TERMINAL_EVENTS.name(),
          other.toString(),
          request(misplaced, sealer.seal(misplaced, canary("dead letter"))));
      UUID unopenable = UUID.randomUUID();
      records.send(
          Topics.TERMINAL_EVENTS.name(),
          unopenable.toString(),
          request(unopenable, sealer.seal(other, canary("sealed for another"))));
      await("it is refused")
          .atMost(SHORTLY)
          .until(
              () ->
                  platform.eventsOf(unopenable.toString()).stream()
                      .anyMatch(event -> event.getSchema().getName().equals("TerminalFailed")));
    }
  }

  private static TerminalRequested request(UUID id, String sealed) {
    return TerminalRequested.newBuilder()
        .setTerminalId(id)
        .setOwner("somebody")
        .setCredentialKind(CredentialKind.TOKEN)
        .setSealedCredential(sealed)
        .setRequestedAt(Instant.now())
        .build();
  }

  private String canary(String name) {
    return secrets.computeIfAbsent(name, another -> Canary.random()).token();
  }

  private static Canary secretIn(Path file) throws IOException {
    return new Canary(Files.readString(file).strip());
  }

  private static String body(String field, String value) {
    return "{\"user\":\"canary\",\"%s\":\"%s\"}"
        .formatted(field, value.replace("\"", "\\\"").replace("\n", "\\n"));
  }

  /** Cookies belong into answers; nothing else of what is secret does. */
  private Answer ask(int port, String method, String path, Map<String, String> headers, String body)
      throws IOException {
    Answer answer = RawHttp.ask(port, method, path, headers, body);
    answers.add(answer.head().replaceAll("(?im)^set-cookie:.*$", "") + "\n" + answer.body());
    return answer;
  }

  private static String id(Answer answer) {
    return answer.body().replaceAll("(?s).*\"terminalId\" ?: ?\"([0-9a-f-]{36})\".*", "$1");
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
