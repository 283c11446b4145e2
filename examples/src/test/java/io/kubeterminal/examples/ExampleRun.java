package io.kubeterminal.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One run of an example, as people start it, and what it said. */
record ExampleRun(List<String> console) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Pattern REQUESTED = Pattern.compile("requested (\\S+)");

  /** Runs it to its end, and fails with its own words if that is not a good one. */
  static ExampleRun of(Map<String, String> environment, Path folder, String... command)
      throws IOException, InterruptedException {
    Path output = Files.createTempFile(Path.of("target"), "example-", ".txt").toAbsolutePath();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      String said = Files.readString(output, UTF_8);
      assertThat(ended).as("%s ends; it says: %s", List.of(command), said).isTrue();
      assertThat(process.exitValue()).as("%s says: %s", List.of(command), said).isZero();
      return new ExampleRun(said.lines().toList());
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }

  UUID terminalId() {
    return console.stream()
        .map(REQUESTED::matcher)
        .filter(Matcher::matches)
        .map(match -> UUID.fromString(match.group(1)))
        .findFirst()
        .orElseThrow();
  }

  /** What every example says of its steps, whatever its libraries say between. */
  void assertItWentThroughAll() {
    assertThat(console)
        .containsSubsequence(
            "requested " + terminalId(),
            "row: READY",
            console.stream().filter(it -> it.startsWith("ready at ")).findFirst().orElseThrow(),
            "beat",
            "close requested",
            "row: CLOSED",
            "closed: USER");
  }
}
