package io.kubeterminal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said before Kafka is asked. */
class CommandLineTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "audit",
        "audit fanux",
        "audit --since yesterday",
        "audit --until 2026-11-24",
        "audit 0b5e9a52-7a0f-4c3e-9a35-0f6cf2a4b001 --user",
        "tail --since 2h",
        "replay --into terminals --wait 10",
        "replay 0b5e9a52-7a0f-4c3e-9a35-0f6cf2a4b001",
        "delete",
        "audit --user fanux --command-config /no/such/file"
      })
  void aWrongCommandIsToldInOneLine(String line) {
    Ran ran = Ran.of(line.isEmpty() ? new String[0] : line.split(" "));

    assertThat(ran.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err()).startsWith("kube-terminal-audit: ").hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "audit --help", "tail --help", "replay --help"})
  void helpIsAnAnswer(String line) {
    Ran ran = Ran.of(line.split(" "));

    assertThat(ran.code()).isZero();
    assertThat(ran.out()).contains("Usage: kube-terminal-audit").doesNotContain("null");
    assertThat(ran.err()).isEmpty();
  }

  @Test
  void helpNamesEveryCommand() {
    assertThat(Ran.of("--help").out()).contains("audit", "tail", "replay", "no consumer group");
  }
}
