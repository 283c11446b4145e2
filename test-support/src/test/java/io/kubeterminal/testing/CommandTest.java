package io.kubeterminal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommandTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Test
  void saysWhatWasPrintedOnEitherStream() {
    assertThat(Command.output(shell("echo one; echo two >&2"), PATIENCE)).isEqualTo("one\ntwo\n");
  }

  @Test
  void hasNothingToRead() {
    assertThat(Command.output(shell("cat; echo end"), PATIENCE)).isEqualTo("end\n");
  }

  @Test
  void saysWhatWasPrintedBeforeItFailed() {
    assertThatThrownBy(() -> Command.output(shell("echo reason; exit 3"), PATIENCE))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("failed: reason");
  }

  @Test
  void endsWhatDoesNotEnd() {
    assertThatThrownBy(() -> Command.output(shell("exec tail -f /dev/null"), Duration.ofMillis(50)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("did not end within PT0.05S");
  }

  private static ProcessBuilder shell(String line) {
    return new ProcessBuilder("sh", "-c", line);
  }
}
