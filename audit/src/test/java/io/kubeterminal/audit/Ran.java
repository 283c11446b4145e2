package io.kubeterminal.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.testing.KafkaFixture;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One run of the tool inside this JVM, and what it said. */
record Ran(int code, String out, String err) {

  /** Against this Kafka and its registry. */
  static Ran on(KafkaFixture kafka, String... words) {
    return of(at(kafka, words));
  }

  /** {@code words}, and where this Kafka and its registry are. */
  static String[] at(KafkaFixture kafka, String... words) {
    return words(
        words,
        "--bootstrap-servers",
        kafka.bootstrapServers(),
        "--schema-registry",
        kafka.registryUrl());
  }

  static String[] words(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  static Ran of(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    PrintWriter printed = new PrintWriter(out);
    int code =
        KubeTerminalAudit.run(printed, new PrintWriter(err), InstantSource.system(), arguments);
    printed.flush();
    return new Ran(code, out.toString(), err.toString());
  }

  /**
   * As people run it: the script, in a process of its own, from {@code folder}.
   *
   * @param cache where it may keep what speeds up the next start
   */
  static Ran script(Path folder, Path cache, String... words) {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    String script = Path.of("kube-terminal-audit").toAbsolutePath().toString();
    ProcessBuilder builder =
        new ProcessBuilder(words(new String[] {script}, words))
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    try {
      Process process = builder.start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      return new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
