package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Shells through the whole api-service; the test is both the browser and the terminal. */
@KafkaTest
class ShellIT {

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

  @Test
  void whatIsTypedComesBackFromTheTerminal() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.ECHO);
        Browser browser = shells.open(shells.terminal(inside))) {
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

  @Test
  void longMessagesPassWhole() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.ECHO);
        Browser browser = shells.open(shells.terminal(inside))) {
      Frame text = Frame.text("0" + "ü".repeat(512 * 1_024 - 1) + "!");
      assertThat(text.payload()).hasSize(1_024 * 1_024);
      byte[] bytes = new byte[300_000];
      new Random(1).nextBytes(bytes);
      Frame binary = new Frame(true, Frame.BINARY, bytes);
      for (Frame frame : List.of(text, binary)) {
        CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> send(browser, frame));
        Frame back = browser.next();
        assertThat(back.opcode()).isEqualTo(frame.opcode());
        assertThat(back.payload()).isEqualTo(frame.payload());
        assertThat(sent).succeedsWithin(RunningShells.PATIENCE);
      }
    }
  }

  @Test
  void fragmentsAndPingsPassAsTheyAre() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN);
        Browser browser = shells.open(shells.terminal(inside))) {
      List<Frame> frames =
          List.of(
              new Frame(false, Frame.BINARY, new byte[] {'0', 'a'}),
              new Frame(true, Frame.PING, new byte[] {1, 2, 3}),
              new Frame(false, Frame.CONTINUATION, new byte[0]),
              new Frame(true, Frame.PONG, new byte[0]),
              new Frame(true, Frame.CONTINUATION, new byte[] {'b'}));
      FakeInside.Connection connection = inside.await();
      for (Frame frame : frames) {
        browser.send(frame);
        assertThat(connection.next()).usingRecursiveComparison().isEqualTo(frame);
        connection.send(frame);
        assertThat(browser.next()).usingRecursiveComparison().isEqualTo(frame);
      }
    }
  }

  /** As slowly as a network may bring them. */
  @Test
  void framesThatComeByteByBytePass() throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.ECHO);
        Browser browser = shells.open(shells.terminal(inside))) {
      Frame frame = Frame.binary("0" + "x".repeat(200));
      for (byte one : frame.bytes(true)) {
        browser.send(new byte[] {one});
      }
      assertThat(browser.next().words()).isEqualTo(frame.words());
    }
  }

  @Test
  void aMessageThatIsTooLongIsRefused() throws Exception {
    violates(new Frame(true, Frame.BINARY, new byte[1_024 * 1_024 + 1]).bytes(true), 1009);
  }

  @Test
  void aFrameWithoutAMaskIsRefused() throws Exception {
    violates(Frame.binary("0x").bytes(false), 1002);
  }

  private static void violates(byte[] bytes, int code) throws Exception {
    try (FakeInside inside = new FakeInside(FakeInside.OPEN);
        Browser browser = shells.open(shells.terminal(inside))) {
      browser.send(Arrays.copyOf(bytes, Math.min(bytes.length, 20)));
      assertThat(browser.next().closeCode()).isEqualTo(code);
      assertThat(inside.await().next()).isNull();
    }
  }

  private static void send(Browser browser, Frame frame) {
    try {
      browser.send(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
