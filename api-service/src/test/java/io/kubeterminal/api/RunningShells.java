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
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** The whole api-service with rows as a test wants them, and browsers that come to their shells. */
final class RunningShells implements AutoCloseable {

  static final String GREETING = "{\"AuthToken\":\"\",\"columns\":80,\"rows\":24}";
  static final Duration PATIENCE = Duration.ofSeconds(20);

  final RunningApi api;
  final ViewFeed feed;

  RunningShells(KafkaFixture kafka, Path folder, String... settings) {
    api = RunningApi.start(kafka, folder, settings);
    feed = new ViewFeed(api.bean(TerminalView.class));
    await().atMost(PATIENCE).until(api::ready);
  }

  /** A ready terminal that is here. */
  UUID terminal(FakeInside inside) {
    return terminal("127.0.0.1", inside.port());
  }

  UUID terminal(String host, int port) {
    UUID id = UUID.randomUUID();
    moved(id, host, port);
    return id;
  }

  void moved(UUID id, String host, int port) {
    TerminalRow row = ViewFeed.ready(id);
    row.setEndpoint(new Endpoint(host, port));
    feed.row(row);
  }

  /** A browser whose shell of this terminal is open, and that has said its first message. */
  Browser open(UUID id) throws IOException {
    Browser browser = ask(id, headers(id));
    assertThat(browser.head()).startsWith("HTTP/1.1 101 ");
    browser.send(Frame.text(GREETING));
    return browser;
  }

  /** With a ticket that is good. */
  Map<String, String> headers(UUID id) {
    return Browser.headers(origin(), ticket(id));
  }

  Browser ask(UUID id, Map<String, String> headers) throws IOException {
    return Browser.ask(api.port(), path(id), headers);
  }

  String path(Object id) {
    return "/api/v1/terminals/" + id + "/shell";
  }

  String origin() {
    return "http://127.0.0.1:" + api.port();
  }

  /** As a Cookie header. */
  String ticket(UUID id) {
    Answer answer = api.post("/api/v1/terminals/" + id + "/tickets", "");
    assertThat(answer.status()).isEqualTo(204);
    return answer.header("Set-Cookie").split(";")[0];
  }

  /** The latest beat that the service itself has read back from Kafka; null: none. */
  Instant lastBeat(UUID id) {
    return api.bean(TerminalView.class).find(id).lastBeat();
  }

  /** How many shells are open. */
  double connections() {
    return api.bean(MeterRegistry.class).get("terminal.api.gateway.connections").gauge().value();
  }

  /** Waits until nothing has come from any terminal for a second. */
  void awaitStandstill() {
    Counter shown =
        api.bean(MeterRegistry.class)
            .get("terminal.api.gateway.bytes")
            .tag("direction", "to-browser")
            .counter();
    double[] last = {-1};
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              boolean still = shown.count() == last[0];
              last[0] = shown.count();
              return still;
            });
  }

  @Override
  public void close() {
    api.close();
  }
}
