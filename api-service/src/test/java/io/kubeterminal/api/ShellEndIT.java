package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.FakeInside.Connection;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How shells end, and what the browser is told. */
@KafkaTest
class ShellEndIT {

  private static final Duration AT_MOST = Duration.ofSeconds(5);

  @TempDir static Path folder;
  private static RunningShells shells;

  @BeforeAll
  static void start(KafkaFixture kafka) {
    shells = new RunningShells(kafka, folder);
  }

  @AfterAll
  static void stop() {
    shells.close();
  }

  @ParameterizedTest
  @EnumSource(names = {"IDLE", "USER", "ADMIN", "MAX_LIFETIME", "CRASHED"})
  void aTerminalThatEndsSaysWhy(EndReason reason) throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.open(id)) {
        Connection connection = inside.await();
        long start = System.nanoTime();
        shells.feed.row(ViewFeed.closing(id, reason));
        ends(browser, 4410, reason.name());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(AT_MOST);
        assertThat(connection.next()).isNull();
      }
    }
  }

  @Test
  void aTerminalThatEndsInAFloodSaysWhyToo() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.FLOOD)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.open(id)) {
        browser.next();
        shells.feed.row(ViewFeed.closed(id, EndReason.IDLE));
        long end = System.nanoTime() + AT_MOST.toNanos();
        Frame frame = browser.next();
        while (frame.opcode() != Frame.CLOSE) {
          assertThat(System.nanoTime()).isLessThan(end);
          frame = browser.next();
        }
        assertThat(frame.closeCode()).isEqualTo(4410);
        assertThat(frame.closeReason()).isEqualTo("IDLE");
      }
    }
  }

  @Test
  void aRowThatIsGoneEndsTheShell() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.open(id)) {
        shells.feed.rowGone(id);
        ends(browser, 4410, "UNKNOWN");
      }
    }
  }

  @Test
  void aTerminalThatMovesIsReachedAgainWhereItIs() throws Exception {
    try (FakeInside old = new FakeInside(FakeInside.OPEN);
        FakeInside young = new FakeInside(FakeInside.ECHO)) {
      UUID id = shells.terminal(old);
      try (Browser browser = shells.open(id)) {
        shells.moved(id, "127.0.0.1", young.port());
        ends(browser, 1011, "the terminal has moved");
      }
      shells.open(id).close();
      assertThat(young.accepted()).isEqualTo(1);
    }
  }

  @Test
  void aBeatOrARowThatSaysTheSameChangesNothing() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.ECHO)) {
      UUID id = shells.terminal(inside);
      try (Browser browser = shells.open(id)) {
        shells.moved(id, "127.0.0.1", inside.port());
        shells.feed.beat(id, ViewFeed.READY_AT);
        browser.send(Frame.binary("0still here"));
        assertThat(browser.next().words()).isEqualTo("0still here");
      }
    }
  }

  @Test
  void aShellThatEndsByItselfSaysSoInItsOwnWords() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN);
        Browser browser = shells.open(shells.terminal(inside))) {
      inside.await().send(Frame.close(1000, "exit"));
      ends(browser, 1000, "exit");
    }
  }

  @Test
  void aTerminalThatHangsUpIsBroken() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN);
        Browser browser = shells.open(shells.terminal(inside))) {
      inside.await().socket().close();
      ends(browser, 1011, "the terminal ended the connection");
    }
  }

  @Test
  void aTerminalThatSpeaksNoWebSocketIsBroken() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN);
        Browser browser = shells.open(shells.terminal(inside))) {
      inside.await().send("HTTP/1.1 200 OK");
      ends(browser, 1011, "the terminal does not speak WebSocket");
    }
  }

  @Test
  void aBrowserThatHangsUpFreesTheInside() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN)) {
      Browser browser = shells.open(shells.terminal(inside));
      Connection connection = inside.await();
      browser.close();
      CompletableFuture<Frame> end = CompletableFuture.supplyAsync(() -> next(connection));
      await().atMost(AT_MOST).until(end::isDone);
      assertThat(end.join()).isNull();
    }
  }

  @Test
  void aServiceThatStopsSaysSo(KafkaFixture kafka) throws Exception {
    try (RunningShells stopping = new RunningShells(kafka, folder);
        FakeInside inside = new FakeInside(FakeInside.OPEN);
        Browser browser = stopping.open(stopping.terminal(inside))) {
      CompletableFuture<Void> stop = CompletableFuture.runAsync(stopping.api::stopService);
      ends(browser, 1001, "the service stops");
      await().atMost(Duration.ofSeconds(10)).until(stop::isDone);
    }
  }

  /** The end is said once, and answered as a browser does; then the connection is over. */
  private static void ends(Browser browser, int code, String reason) throws IOException {
    Frame close = browser.next();
    assertThat(close.opcode()).isEqualTo(Frame.CLOSE);
    assertThat(close.closeCode()).isEqualTo(code);
    assertThat(close.closeReason()).isEqualTo(reason);
    browser.send(Frame.close(code, ""));
    assertThat(browser.next()).isNull();
  }

  private static Frame next(Connection connection) {
    try {
      return connection.next();
    } catch (IOException e) {
      return null;
    }
  }
}
