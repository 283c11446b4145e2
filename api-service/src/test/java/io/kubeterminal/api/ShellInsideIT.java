package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.FakeInside.Conduct;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Terminals in which something else answers than a ttyd: no browser ever sees what it says. */
@KafkaTest
class ShellInsideIT {

  @TempDir static Path folder;
  private static RunningShells shells;

  @BeforeAll
  static void start(KafkaFixture kafka) {
    shells = new RunningShells(kafka, folder, "--terminal.api.gateway.connect-timeout=1s");
  }

  @AfterAll
  static void stop() {
    shells.close();
  }

  static Stream<Arguments> insides() {
    return Stream.of(
        inside("a page", 502, says("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<own>")),
        inside("a way on", 502, says("HTTP/1.1 302 Found\r\nLocation: http://own.example\r\n\r\n")),
        inside("a question", 502, says("HTTP/1.1 401 Unauthorized\r\nSet-Cookie: own=1\r\n\r\n")),
        inside("no HTTP", 502, says("SSH-2.0-OpenSSH_9.2 own\r\n\r\n")),
        inside("a head without an end", 502, says("HTTP/1.1 101 own" + "w".repeat(10_000))),
        inside("another handshake", 502, FOREIGN),
        inside("the end", 502, connection -> connection.socket().close()),
        inside("nothing", 504, connection -> {}),
        inside("half a head", 504, says("HTTP/1.1 101 Switching Proto")));
  }

  private static final Conduct FOREIGN =
      connection ->
          connection.send(connection.accepting().replaceFirst("Accept: \\S+", "Accept: b3du"));

  private static Arguments inside(String name, int status, Conduct conduct) {
    return Arguments.of(name, status, conduct);
  }

  private static Conduct says(String text) {
    return connection -> connection.send(text);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("insides")
  void whatAnswersOtherwiseIsNoShell(String name, int status, Conduct conduct) throws Exception {
    try (FakeInside inside = new FakeInside(conduct);
        Browser browser = ask(shells.terminal(inside))) {
      assertThat(browser.status()).isEqualTo(status);
      assertThat(browser.head()).contains("application/problem+json").doesNotContain("own");
      assertThat(browser.body())
          .contains(status == 502 ? "terminal-unreachable" : "terminal-silent")
          .doesNotContain("own");
      assertThat(inside.requests).hasSize(1);
      assertThat(inside.requests.getFirst())
          .startsWith("GET /ws HTTP/1.1\r\nHost: 127.0.0.1:" + inside.port() + "\r\n")
          .doesNotContain("Cookie", "Origin", "ticket", "Extensions");
    }
  }

  @Test
  void whereNobodyListensThereIsNoShell() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    try (Browser browser = ask(shells.terminal("127.0.0.1", free))) {
      assertThat(browser.status()).isEqualTo(502);
      assertThat(browser.body()).contains("terminal-unreachable");
    }
  }

  /** One more than a terminal may have: a seat that was not given back would be missed. */
  @Test
  void aFailureTakesNoSeat() throws Exception {
    try (FakeInside inside = new FakeInside(says("HTTP/1.1 200 OK\r\n\r\n"))) {
      UUID id = shells.terminal(inside);
      for (int i = 0; i < 11; i++) {
        try (Browser browser = ask(id)) {
          assertThat(browser.status()).isEqualTo(502);
        }
      }
      await().until(() -> inside.accepted() == 11);
    }
  }

  private static Browser ask(UUID id) throws IOException {
    return shells.ask(id, shells.headers(id));
  }
}
