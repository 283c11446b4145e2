package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.gateway.Browser;
import io.kubeterminal.api.gateway.FakeInside;
import io.kubeterminal.api.gateway.Frame;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import java.nio.file.Path;
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
}
