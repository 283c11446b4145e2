package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.RunningApi.Answer;
import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells through the whole api-service; the test is both the browser and the terminal. */
@KafkaTest
class ShellIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @TempDir static Path folder;
  private static RunningApi api;
  private static ViewFeed feed;

  @BeforeAll
  static void start(KafkaFixture kafka) {
    api = RunningApi.start(kafka, folder);
    feed = new ViewFeed(api.bean(TerminalView.class));
    await().atMost(PATIENCE).until(api::ready);
  }

  @AfterAll
  static void stop() {
    api.close();
  }

  @Test
  void whatIsTypedComesBackFromTheTerminal() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.ECHO);
        Browser browser = open(terminal(inside))) {
      assertThat(browser.status()).isEqualTo(101);
      assertThat(browser.head())
          .contains(
              "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "Sec-WebSocket-Protocol: tty")
          .doesNotContain("Extensions");
      browser.send(Frame.binary("0hello"));
      assertThat(browser.next().words()).isEqualTo("0hello");
      browser.send(Frame.close(1000, "bye"));
      Frame close = browser.next();
      assertThat(close.closeCode()).isEqualTo(1000);
      assertThat(close.closeReason()).isEqualTo("bye");
      assertThat(browser.next()).isNull();
    }
  }

  private static UUID terminal(FakeInside inside) {
    UUID id = UUID.randomUUID();
    TerminalRow row = ViewFeed.ready(id);
    row.setEndpoint(new Endpoint("127.0.0.1", inside.port()));
    feed.row(row);
    return id;
  }

  private static Browser open(UUID id) throws IOException {
    return ask(id, Browser.headers(origin(), ticket(id)));
  }

  private static Browser ask(UUID id, Map<String, String> headers) throws IOException {
    return Browser.ask(api.port(), "/api/v1/terminals/" + id + "/shell", headers);
  }

  private static String origin() {
    return "http://127.0.0.1:" + api.port();
  }

  /** As a Cookie header. */
  private static String ticket(UUID id) {
    Answer answer = api.post("/api/v1/terminals/" + id + "/tickets", "");
    assertThat(answer.status()).isEqualTo(204);
    return answer.header("Set-Cookie").split(";")[0];
  }
}
