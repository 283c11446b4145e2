package io.kubeterminal.image;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "start-terminal",
        "build-rootfs",
        "bashrc",
        "kubectl-completion",
        "src/test/resources/run-rootfs"
      })
  void shellCheckFindsNothing(String script) throws Exception {
    assumeTrue(Machine.has("shellcheck"), "needs shellcheck (apt-get install shellcheck)");
    Process process =
        new ProcessBuilder("shellcheck", "--norc", script).redirectErrorStream(true).start();
    String findings = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(findings).isZero();
  }
}
