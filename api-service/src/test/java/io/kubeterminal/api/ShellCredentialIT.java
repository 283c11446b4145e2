package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.FakeInside.Conduct;
import io.kubeterminal.api.gateway.FakeInside.Connection;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a terminal's ttyd is shown: always ours, whatever the browser says. */
@KafkaTest
class ShellCredentialIT {

  private static final String NEW = "new-key-" + "n".repeat(32);
  private static final String OLD = "old-key-" + "o".repeat(32);

  @TempDir static Path folder;
  private static RunningShells shells;

  @BeforeAll
  static void start(KafkaFixture kafka) throws IOException {
    Files.writeString(folder.resolve(ShellKeys.FILE), NEW + "\n" + OLD + "\n");
    shells = new RunningShells(kafka, folder);
  }

  @AfterAll
  static void stop() {
    shells.close();
  }

  @Test
  void theFirstMessageCarriesTheCredentialAndTheBrowsersSize() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.ask(id, shells.headers(id))) {
        Connection connection = inside.await();
        assertThat(connection.request()).contains(header(NEW, id));
        browser.send(new Frame(true, Frame.PING, new byte[] {1}));
        assertThat(connection.any().opcode()).isEqualTo(Frame.PING);
        browser.send(Frame.text("{\"AuthToken\":\"mine\",\"columns\":132,\"rows\":43,\"x\":1}"));
        browser.send(Frame.binary("0ls"));
        assertThat(connection.any().words())
            .isEqualTo(
                "{\"AuthToken\":\"%s\",\"columns\":132,\"rows\":43}"
                    .formatted(base64(credential(NEW, id))));
        assertThat(connection.any().words()).isEqualTo("0ls");
        browser.send(Frame.binary("{\"AuthToken\":\"again\"}"));
        browser.send(Frame.binary("1{\"columns\":80,\"rows\":24}"));
        assertThat(connection.any().words()).isEqualTo("1{\"columns\":80,\"rows\":24}");
      }
    }
  }

  /** As ttyd's pages are refused, and as its WebSocket is. */
  static Stream<Conduct> refusals() {
    return Stream.of(
        connection -> connection.send("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n"),
        connection -> connection.socket().close());
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aTerminalFromBeforeTheNewKeyIsShownTheOldOne(Conduct refusal) throws Exception {
    UUID id = UUID.randomUUID();
    try (FakeInside inside = new FakeInside(wanting(header(OLD, id), refusal))) {
      shells.moved(id, "127.0.0.1", inside.port());
      try (Browser browser = shells.open(id)) {
        assertThat(inside.requests).hasSize(2);
        assertThat(inside.requests.getFirst()).contains(header(NEW, id));
        // The two are handed over by threads of their own, in either order.
        Connection connection =
            Stream.of(inside.await(), inside.await())
                .filter(either -> either.request().contains(header(OLD, id)))
                .findFirst()
                .orElseThrow();
        assertThat(connection.any().words()).contains(base64(credential(OLD, id)));
      }
    }
  }

  @Test
  void aRotatedKeyIsKnownAtOnce(KafkaFixture kafka) throws Exception {
    Path own = Files.createDirectory(folder.resolve("rotated"));
    Path keys = Files.writeString(own.resolve(ShellKeys.FILE), OLD + "\n");
    UUID id = UUID.randomUUID();
    try (RunningShells rotated = new RunningShells(kafka, own);
        FakeInside inside =
            new FakeInside(wanting(header(NEW, id), connection -> connection.socket().close()))) {
      rotated.moved(id, "127.0.0.1", inside.port());
      Files.writeString(keys, NEW + "\n" + OLD + "\n");
      try (Browser browser = rotated.open(id)) {
        assertThat(inside.requests.getFirst()).contains(header(OLD, id));
        assertThat(inside.requests.getLast()).contains(header(NEW, id));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void aTerminalThatTakesNoneIsNoShell(Conduct refusal) throws Exception {
    try (FakeInside inside = new FakeInside(refusal)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.ask(id, shells.headers(id))) {
        assertThat(browser.status()).isEqualTo(502);
        assertThat(browser.body()).contains("terminal-unreachable").doesNotContain("credential");
        assertThat(inside.requests).hasSize(2);
      }
    }
  }

  @Test
  void whoBeginsOtherwiseIsRefused() throws Exception {
    for (Frame first : List.of(Frame.binary("0ls"), Frame.text("{"), Frame.text("{}x"))) {
      refused(first, 1002);
    }
    refused(Frame.text("{\"x\":\"" + "y".repeat(5_000) + "\"}"), 1009);
  }

  private static void refused(Frame first, int code) throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.ask(id, shells.headers(id))) {
        browser.send(first);
        assertThat(browser.next().closeCode()).isEqualTo(code);
        assertThat(inside.await().any()).isNull();
      }
    }
  }

  @Test
  void whoSaysNothingIsLetGo() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.ask(id, shells.headers(id))) {
        long start = System.nanoTime();
        assertThat(browser.next().closeCode()).isEqualTo(1002);
        assertThat(Duration.ofNanos(System.nanoTime() - start))
            .isBetween(Duration.ofSeconds(9), Duration.ofSeconds(13));
      }
      await().until(() -> inside.accepted() == 1);
    }
  }

  private static Conduct wanting(String header, Conduct refusal) {
    return connection -> {
      if (connection.request().contains(header)) {
        connection.send(connection.accepting());
      } else {
        refusal.treat(connection);
      }
    };
  }

  private static String header(String key, UUID id) {
    return "\r\nAuthorization: Basic %s\r\n".formatted(base64(credential(key, id)));
  }

  private static String credential(String key, UUID id) {
    return new ShellKeys(List.of(key)).credential(id);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes());
  }
}
