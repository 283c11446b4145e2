package io.kubeterminal.audit;

import io.kubeterminal.audit.event.EventSearch;
import io.kubeterminal.audit.event.Question;
import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.serde.RecordDeserializer;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The events as they come. */
@Command(
    name = "tail",
    sortOptions = false,
    description = "Tells what happens from now on, until Ctrl-C.")
final class Tail implements Callable<Integer> {

  /** Nobody reads any more. */
  private static final class NobodyReads extends RuntimeException {}

  @Parameters(arity = "0..1", paramLabel = "TERMINAL", description = "A terminal's id.")
  private @Nullable UUID terminal;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Of this user alone; the whole log is read first, for whose a terminal is.")
  private @Nullable String user;

  @Mixin private Format format = new Format();
  @Mixin private Connection connection = new Connection();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = KubeTerminalAudit.out(spec);
    try (TopicReader log = connection.reader();
        RecordDeserializer deserializer = connection.deserializer()) {
      new EventSearch(log, deserializer)
          .follow(
              new Question(terminal, user, null, null),
              event -> format.print(out, event),
              () -> flush(out));
    } catch (NobodyReads end) {
      // As good as Ctrl-C.
    }
    return ExitCode.FOUND;
  }

  private static void flush(PrintWriter out) {
    if (out.checkError()) {
      throw new NobodyReads();
    }
  }
}
