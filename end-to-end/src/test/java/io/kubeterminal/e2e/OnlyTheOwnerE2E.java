package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.e2e.RawHttp.Answer;
import io.kubeterminal.e2e.Routes.Route;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.ListeningPorts;
import io.kubeterminal.testing.Stranger;
import io.kubeterminal.testing.TtydClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Two people of a real cluster, two replicas of the API. Bob tries to get at Ann's terminal by
 * everything that he can know of it.
 */
@ClusterTest
class OnlyTheOwnerE2E {

  /** What anybody may see without saying who he is. */
  private static final Set<String> PUBLIC =
      Set.of("GET /api/v1/sign-in", "POST /api/v1/sign-in", "GET /.well-known/jwks.json");

  /** What is asked of every port, whoever listens there. */
  private static final List<String> TRIED =
      List.of(
          "GET /actuator",
          "GET /actuator/env",
          "GET /actuator/metrics",
          "POST /actuator/shutdown",
          "GET /api/v1/terminals",
          "POST /api/v1/terminals",
          "GET /openapi.yaml");

  private static final Duration SHORTLY = Duration.ofSeconds(20);

  private static TestNamespace namespace;
  private static Platform platform;
  private static String annsToken;
  private static String bobsToken;
  private static String annsTerminal;
  private static String bobsTerminal;
  private static String annsEndPoint;
  private static String bobsEndPoint;
  private static ServiceProcess otherApi;

  @BeforeAll
  static void openOneTerminalEach() throws IOException {
    namespace = new TestNamespace();
    platform = Platform.start(namespace);
    otherApi = platform.startApi(namespace.name() + "-api-2").awaitReady();
    annsToken = namespace.viewerToken("ann");
    bobsToken = namespace.viewerToken("bob");
    SeedClient.Answer anns = open(annsToken);
    annsTerminal = anns.text("terminalId");
    annsEndPoint = anns.text("endPoint");
    SeedClient.Answer bobs = open(bobsToken);
    bobsTerminal = bobs.text("terminalId");
    bobsEndPoint = bobs.text("endPoint");
  }

  @AfterAll
  static void leave() {
    if (platform != null) {
      platform.close();
    }
    namespace.close();
  }

  private static SeedClient.Answer open(String token) {
    SeedClient.Answer answer = platform.client(token).create("me", Map.of("ttlSeconds", 3600));
    assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
    return answer;
  }

  @Test
  void anothersTerminalIsAnsweredLikeOneThatNeverWas() throws IOException {
    for (int port : List.of(platform.api().port(), otherApi.port())) {
      for (Route route : Routes.ofOneTerminal()) {
        for (Map<String, String> credential : credentialsOfBob(port)) {
          Answer anothers = asBob(port, route, annsTerminal, credential);
          String nobodys = UUID.randomUUID().toString();
          Answer unknown = asBob(port, route, nobodys, credential);

          assertThat(anothers.status()).as("%s as Bob", route).isEqualTo(404);
          assertThat(anothers.body().replace(annsTerminal, nobodys))
              .as("%s as Bob", route)
              .isEqualTo(unknown.body());
          assertThat(unknown.status()).isEqualTo(404);
        }
      }
    }
    assertThat(platform.client(annsToken).state(annsTerminal)).isEqualTo("READY");
    assertRefusalIsLogged();
  }

  @Test
  void noListShowsTheOther() throws IOException {
    String mine = ask(platform.api().port(), "GET", "/api/v1/terminals", bearer(bobsToken)).body();
    String anns =
        ask(platform.api().port(), "GET", "/api/v1/terminals?user=*", bearer(bobsToken)).body();
    String stream =
        ask(platform.api().port(), "GET", "/api/v1/terminals/events", bearer(bobsToken)).body();

    assertThat(mine).contains(bobsTerminal).doesNotContain(annsTerminal);
    assertThat(anns).contains(bobsTerminal).doesNotContain(annsTerminal);
    assertThat(stream).contains(bobsTerminal, "event: listed").doesNotContain(annsTerminal);
  }

  @Test
  void aTicketOpensItsOwnTerminalForItsOwnUserAlone() throws IOException {
    int port = platform.api().port();
    String annsTicket = ticket(port, annsTerminal, annsToken);
    String bobsTicket = ticket(port, bobsTerminal, bobsToken);

    assertThat(shell(port, annsTerminal, bobsToken, annsTicket)).as("Ann's ticket").isEqualTo(404);
    assertThat(shell(port, annsTerminal, bobsToken, bobsTicket)).as("his own").isEqualTo(404);
    assertThat(shell(port, bobsTerminal, bobsToken, annsTicket))
        .as("Ann's, for his terminal")
        .isEqualTo(403);
    assertThat(shell(port, annsTerminal, annsToken, bobsTicket))
        .as("Bob's, for hers")
        .isEqualTo(403);
    assertThat(shell(port, annsTerminal, annsToken, ticket(port, annsTerminal, annsToken)))
        .as("Ann herself")
        .isEqualTo(101);
  }

  @Test
  void nobodyGetsInWithoutSayingWhoHeIs() throws IOException {
    for (ServiceProcess process : platform.processes()) {
      for (InetSocketAddress port : ListeningPorts.of(process.pid())) {
        assertThat(Stranger.findings(port, TRIED)).as("%s at %s", process.name(), port).isEmpty();
      }
    }
    int port = platform.api().port();
    for (Route route : Routes.all()) {
      int status = ask(port, route.method(), route.with(annsTerminal), Map.of()).status();
      if (PUBLIC.contains(route.method() + " " + route.path())) {
        assertThat(status).as("%s", route).isIn(200, 400, 415);
      } else {
        assertThat(status).as("%s", route).isEqualTo(401);
      }
    }
  }

  @Test
  void fromHisPodBobFindsAnsPortClosedToHim() throws IOException {
    String bobs = platform.shellCredential(bobsTerminal);
    try (TtydClient shell = TtydClient.connect(bobsEndPoint, bobs)) {
      for (String authorization : List.of("X-Nothing: x", basicOf(bobsTerminal))) {
        assertThat(firstLine(shell, "/", authorization)).isEqualTo("[HTTP/1.1 401 Unauthorized]");
        assertThat(firstLine(shell, "/token", authorization))
            .isEqualTo("[HTTP/1.1 401 Unauthorized]");
        assertThat(
                firstLine(
                    shell,
                    "/ws",
                    authorization,
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Protocol: tty"))
            .as("ttyd hangs up on a WebSocket without a word")
            .isEqualTo("[]");
      }
      assertThat(firstLine(shell, "/", basicOf(annsTerminal)))
          .as("the way is open: only the credential is missing")
          .isEqualTo("[HTTP/1.1 200 OK]");
    }
  }

  private static String basicOf(String terminalId) throws IOException {
    byte[] credential = platform.shellCredential(terminalId).getBytes(UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(credential);
  }

  /** What Ann's ttyd answers a request from Bob's shell, in brackets. */
  private static String firstLine(TtydClient shell, String path, String... headers) {
    String[] address = annsEndPoint.split(":");
    String mark = UUID.randomUUID().toString();
    shell.type(
        """
        exec 3<>/dev/tcp/%s/%s; printf '%%s\\r\\n' 'GET %s HTTP/1.1' 'Host: x' %s '' >&3; \
        answer=; read -t 5 -r answer <&3; exec 3<&-; echo "[${answer%%$'\\r'}]"%s
        """
            .formatted(
                address[0],
                address[1],
                path,
                "'" + String.join("' '", headers) + "'",
                "\"" + mark.substring(0, 8) + "\"'" + mark.substring(8) + "'"));
    String output = shell.awaitOutput("]" + mark, SHORTLY);
    String line = output.substring(0, output.indexOf("]" + mark) + 1);
    return line.substring(line.lastIndexOf('['));
  }

  @Test
  void neitherARebalanceNorARestartOpensAnything() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    List<ServiceProcess> apis = new ArrayList<>(List.of(otherApi));
    CompletableFuture<Map<Integer, Integer>> tries =
        CompletableFuture.supplyAsync(() -> tryUntil(done, apis), Thread::startVirtualThread);
    try {
      ServiceProcess second = platform.startProvisioner(namespace.name() + "-provisioner-2");
      second.awaitReady();
      second.kill();
      otherApi.kill();
      ServiceProcess restarted = platform.startApi(namespace.name() + "-api-3");
      synchronized (apis) {
        apis.add(restarted);
      }
      restarted.awaitReady();
      await("it knows Ann's terminal again")
          .atMost(SHORTLY)
          .until(
              () ->
                  ask(
                              restarted.port(),
                              "GET",
                              "/api/v1/terminals/" + annsTerminal,
                              bearer(annsToken))
                          .status()
                      == 200);
      otherApi = restarted;
    } finally {
      done.set(true);
    }
    assertThat(tries.join().keySet()).contains(404).isSubsetOf(0, 404, 503);
    assertThat(platform.client(annsToken).state(annsTerminal)).isEqualTo("READY");
  }

  /** How often each status came back; 0: nobody was there. */
  private static Map<Integer, Integer> tryUntil(AtomicBoolean done, List<ServiceProcess> apis) {
    Map<Integer, Integer> seen = new HashMap<>();
    try {
      List<Route> routes = Routes.ofOneTerminal();
      while (!done.get()) {
        List<ServiceProcess> now;
        synchronized (apis) {
          now = List.copyOf(apis);
        }
        for (ServiceProcess api : now) {
          for (Route route : routes) {
            seen.merge(tryOnce(api.port(), route), 1, Integer::sum);
          }
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return seen;
  }

  private static int tryOnce(int port, Route route) {
    try {
      return asBob(port, route, annsTerminal, bearer(bobsToken)).status();
    } catch (IOException nobodyThere) {
      return 0;
    }
  }

  private static void assertRefusalIsLogged() throws IOException {
    String log = platform.api().log();
    assertThat(log.lines())
        .as("who tried what")
        .anyMatch(
            line ->
                line.contains(annsTerminal)
                    && line.contains("system:serviceaccount:" + namespace.name() + ":bob"));
    assertThat(log).doesNotContain(bobsToken).doesNotContain(annsToken);
  }

  /** Bob as a program, and Bob in a browser. */
  private static List<Map<String, String>> credentialsOfBob(int port) throws IOException {
    Answer session =
        RawHttp.ask(
            port,
            "POST",
            "/api/v1/sign-in",
            Map.of("Origin", "http://127.0.0.1:" + port),
            "{\"token\":\"" + bobsToken + "\"}");
    assertThat(session.status()).as(session.body()).isEqualTo(204);
    return List.of(
        bearer(bobsToken),
        Map.of("Cookie", session.cookies(), "Origin", "http://127.0.0.1:" + port));
  }

  private static Answer asBob(
      int port, Route route, String terminalId, Map<String, String> credential) throws IOException {
    Map<String, String> headers = new HashMap<>(credential);
    if (route.isWebSocket()) {
      headers.putAll(RawHttp.upgrade(port));
    }
    return RawHttp.ask(port, route.method(), route.with(terminalId), headers, route.body());
  }

  private static String ticket(int port, String terminalId, String token) throws IOException {
    Answer answer =
        ask(port, "POST", "/api/v1/terminals/" + terminalId + "/tickets", bearer(token));
    assertThat(answer.status()).as(answer.body()).isEqualTo(204);
    return answer.cookies();
  }

  private static int shell(int port, String terminalId, String token, String ticket)
      throws IOException {
    Map<String, String> headers = new HashMap<>(RawHttp.upgrade(port));
    headers.putAll(bearer(token));
    headers.put("Cookie", ticket);
    return ask(port, "GET", "/api/v1/terminals/" + terminalId + "/shell", headers).status();
  }

  private static Answer ask(int port, String method, String path, Map<String, String> headers)
      throws IOException {
    return RawHttp.ask(port, method, path, headers, "");
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }
}
