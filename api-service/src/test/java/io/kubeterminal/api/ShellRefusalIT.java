package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets no shell: always before anything inside is touched. */
@KafkaTest
class ShellRefusalIT {

  @TempDir static Path folder;
  private static RunningShells shells;

  private FakeInside inside;
  private UUID id;

  @BeforeAll
  static void start(KafkaFixture kafka) {
    shells = new RunningShells(kafka, folder);
  }

  @AfterAll
  static void stop() {
    shells.close();
  }

  @BeforeEach
  void aTerminal() throws IOException {
    inside = new FakeInside(FakeInside.ECHO);
    id = shells.terminal(inside);
  }

  @AfterEach
  void itsEnd() {
    inside.close();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "null",
        "http://evil.example",
        "https://127.0.0.1",
        "http://localhost",
        "http://127.0.0.1:1",
        "http://127.0.0.1.evil.example",
      })
  void aPageOfAnotherOrigin(String origin) throws Exception {
    Map<String, String> headers = shells.headers(id);
    headers.put("Origin", origin);
    refused(headers, 403, "foreign-origin");
  }

  @Test
  void whoBringsNoTicketOrOneThatIsMadeUp() throws Exception {
    refused(Browser.headers(shells.origin(), null), 403, "ticket-refused");
    refused(Browser.headers(shells.origin(), "terminal-ticket-abc=x"), 403, "ticket-refused");
    // The name alone does not make a ticket, and a ticket under another name is none.
    String ticket = shells.ticket(id);
    refused(
        Browser.headers(shells.origin(), "other" + ticket.substring(ticket.indexOf('='))),
        403,
        "ticket-refused");
  }

  @Test
  void whoBringsATicketThatWasUsed() throws Exception {
    Map<String, String> headers = shells.headers(id);
    shells.ask(id, headers).close();
    await().until(() -> inside.accepted() == 1);
    try (Browser browser = shells.ask(id, headers)) {
      assertThat(browser.status()).isEqualTo(403);
      assertThat(browser.body()).contains("ticket-refused");
    }
    assertThat(inside.accepted()).isEqualTo(1);
  }

  @Test
  void whoBringsTheTicketOfAnotherTerminal() throws Exception {
    refused(shells.headers(shells.terminal(inside)), 403, "ticket-refused");
  }

  @Test
  void whoBringsATicketInTheAddress() throws Exception {
    String ticket = shells.ticket(id);
    try (Browser browser =
        Browser.ask(
            shells.api.port(),
            shells.path(id) + "?" + ticket,
            Browser.headers(shells.origin(), null))) {
      assertThat(browser.status()).isEqualTo(403);
    }
    assertThat(inside.accepted()).isZero();
  }

  @Test
  void whoComesWhenTheTicketHasExpired(KafkaFixture kafka) throws Exception {
    try (RunningShells brief =
        new RunningShells(kafka, folder, "--terminal.api.gateway.ticket-life=1s")) {
      UUID terminal = brief.terminal(inside);
      Map<String, String> headers = brief.headers(terminal);
      await().pollDelay(Duration.ofMillis(1_100)).until(() -> true);
      try (Browser browser = brief.ask(terminal, headers)) {
        assertThat(browser.status()).isEqualTo(403);
        assertThat(browser.body()).contains("ticket-refused");
      }
    }
    assertThat(inside.accepted()).isZero();
  }

  static Stream<Arguments> rowsWithoutAShell() {
    return Stream.of(
        row(ViewFeed::requested, 409, "terminal-not-ready"),
        row(terminal -> ViewFeed.closing(terminal, EndReason.USER), 410, "terminal-ended"),
        row(terminal -> ViewFeed.closed(terminal, EndReason.IDLE), 410, "IDLE"),
        row(terminal -> ViewFeed.failed(terminal, EndReason.CRASHED, "it"), 410, "terminal-ended"));
  }

  private static Arguments row(Function<UUID, TerminalRow> row, int status, String says) {
    return Arguments.of(row, status, says);
  }

  /** Each with a ticket from when it was still ready. */
  @ParameterizedTest
  @MethodSource("rowsWithoutAShell")
  void whoseTerminalIsNotReadyOrHasEnded(Function<UUID, TerminalRow> row, int status, String says)
      throws Exception {
    Map<String, String> headers = shells.headers(id);
    shells.feed.row(row.apply(id));
    refused(headers, status, says);
  }

  @Test
  void whoseTerminalIsUnknown() throws Exception {
    Map<String, String> headers = shells.headers(id);
    shells.feed.rowGone(id);
    refused(headers, 404, "unknown-terminal");
    try (Browser browser = Browser.ask(shells.api.port(), shells.path("..%2f..%2fetc"), headers)) {
      assertThat(browser.status()).isBetween(400, 404);
    }
  }

  @Test
  void whoDoesNotWantAWebSocket() throws Exception {
    Map<String, String> headers = shells.headers(id);
    headers.put("Upgrade", null);
    refused(headers, 426, "upgrade-required");
  }

  private void refused(Map<String, String> headers, int status, String says) throws IOException {
    try (Browser browser = shells.ask(id, headers)) {
      assertThat(browser.status()).isEqualTo(status);
      assertThat(browser.head()).contains("application/problem+json");
      assertThat(browser.body()).contains(says);
    }
    assertThat(inside.accepted()).isZero();
  }
}
