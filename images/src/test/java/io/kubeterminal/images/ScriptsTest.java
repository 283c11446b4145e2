package io.kubeterminal.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kubeterminal.testing.Machine;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The scripts of the images, the terminal's included. */
class ScriptsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "images/build-images",
        "images/docker-images",
        "images/stand-ins/build",
        "images/stand-ins/kafka/kafka-run-class.sh",
        "images/stand-ins/kafka/run",
        "images/tools/extract-layers",
        "images/tools/healthy",
        "images/tools/in-root",
        "images/tools/link-jre",
        "images/tools/train",
        "images/tools/unpack-debian",
        "terminal-image/bashrc",
        "terminal-image/build-rootfs",
        "terminal-image/kubectl-completion",
        "terminal-image/src/test/resources/run-rootfs",
        "terminal-image/start-terminal",
      })
  void shellCheckFindsNothing(String script) throws Exception {
    assumeTrue(Machine.has("shellcheck"), "needs shellcheck (apt-get install shellcheck)");
    Process process =
        new ProcessBuilder("shellcheck", "--norc", script)
            .directory(Path.of("..").toFile())
            .redirectErrorStream(true)
            .start();
    String findings = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).as(findings).isZero();
  }
}
