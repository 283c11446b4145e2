package io.kubeterminal.audit;

import static io.kubeterminal.audit.log.CannotAnswer.Kind.USAGE;

import io.kubeterminal.audit.event.EventSearch;
import io.kubeterminal.audit.event.Question;
import io.kubeterminal.audit.log.CannotAnswer;
import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.serde.RecordDeserializer;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Who did what, when, and why. */
@Command(
    name = "audit",
    sortOptions = false,
    description = "Tells who did what, when, and why: of a terminal, of a user, or since a time.")
final class Audit implements Callable<Integer> {

  @Parameters(arity = "0..1", paramLabel = "TERMINAL", description = "A terminal's id.")
  private @Nullable UUID terminal;

  @Option(
      names = "--user",
      paramLabel = "USER",
      description = "Of the terminals this user asked for, and what he asked of others'.")
  private @Nullable String user;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "2026-11-24T12:00:00Z, 2026-11-24 (UTC), or 2h (ago).")
  private @Nullable Instant since;

  @Option(names = "--until", paramLabel = "TIME", description = "Before this. Default: now.")
  private @Nullable Instant until;

  @Mixin private Format format = new Format();
  @Mixin private Connection connection = new Connection();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    if (terminal == null && user == null && since == null) {
      throw new CannotAnswer(USAGE, "name a TERMINAL, --user USER or --since TIME");
    }
    PrintWriter out = KubeTerminalAudit.out(spec);
    try (TopicReader log = connection.reader();
        RecordDeserializer deserializer = connection.deserializer()) {
      long found =
          new EventSearch(log, deserializer)
              .find(new Question(terminal, user, since, until), event -> format.print(out, event))
              .found();
      out.flush();
      if (found == 0) {
        KubeTerminalAudit.complain(
            spec, "no event of terminal-events answers that: check the id, the user or the times");
        return ExitCode.DIFFERENT;
      }
      return ExitCode.FOUND;
    }
  }
}
