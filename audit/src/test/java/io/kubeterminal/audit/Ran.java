package io.kubeterminal.audit;

import io.kubeterminal.testing.KafkaFixture;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.InstantSource;
import java.util.Arrays;
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
}
