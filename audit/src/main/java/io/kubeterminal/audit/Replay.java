package io.kubeterminal.audit;

import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.audit.replay.LogReplay;
import io.kubeterminal.audit.replay.Report;
import io.kubeterminal.audit.replay.RowTopic;
import io.kubeterminal.serde.RecordDeserializer;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Proves that the rows are what the log comes to. */
@Command(
    name = "replay",
    sortOptions = false,
    description = "Folds the whole log again, and compares the live rows with what comes out.")
final class Replay implements Callable<Integer> {

  @Option(
      names = "--into",
      paramLabel = "TOPIC",
      description = "Also writes the rebuilt rows there: an empty topic, with as many partitions.")
  private @Nullable String into;

  @Option(
      names = "--row-retention",
      paramLabel = "TIME",
      defaultValue = "1h",
      description = "What terminal.provisioner.row-retention is. Default: ${DEFAULT-VALUE}.")
  private Duration rowRetention = Duration.ofHours(1);

  @Option(
      names = "--wait",
      paramLabel = "TIME",
      defaultValue = "10s",
      description = "How long a row may lag behind its event. Default: ${DEFAULT-VALUE}.")
  private Duration wait = Duration.ofSeconds(10);

  @Mixin private Connection connection = new Connection();

  @Spec private @Nullable CommandSpec spec;

  private final InstantSource clock;

  Replay(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = KubeTerminalAudit.out(spec);
    try (TopicReader topics = connection.reader();
        RecordDeserializer deserializer = connection.deserializer()) {
      RowTopic copy = into == null ? null : RowTopic.named(into, topics);
      LogReplay replay = new LogReplay(topics, deserializer, rowRetention, clock);
      Report report = replay.compare(wait);
      out.println(report.text());
      if (copy != null) {
        out.println(copy.write(replay, connection.settings()) + " rows written to " + into + ".");
      }
      out.flush();
      return report.isEqual() ? ExitCode.FOUND : ExitCode.DIFFERENT;
    }
  }
}
