package io.kubeterminal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Reads the audit log, follows it, and proves that the rows are what it comes to. */
@Command(
    name = "kube-terminal-audit",
    subcommands = {Audit.class, Tail.class},
    synopsisSubcommandLabel = "COMMAND",
    description = "Reads terminal-events, the log of all that happened to every terminal.",
    footer = {
      "",
      "It reads and leaves no trace: no consumer group, no commit, no topic made.",
      "Ends with 0; 1: nothing found, or the rows differ; 2: usage; 3: Kafka or the",
      "registry cannot be read."
    })
public final class KubeTerminalAudit implements Runnable {

  private static final String NAME = "kube-terminal-audit";

  @Option(
      names = "--help",
      usageHelp = true,
      scope = CommandLine.ScopeType.INHERIT,
      description = "Shows this text.")
  private boolean help;

  @CommandLine.Spec private @Nullable CommandSpec spec;

  public static void main(String[] arguments) {
    // UTF-8 whatever the locale says: JSON is.
    PrintWriter out = new PrintWriter(new FileOutputStream(FileDescriptor.out), false, UTF_8);
    PrintWriter err = new PrintWriter(new FileOutputStream(FileDescriptor.err), true, UTF_8);
    int code = run(out, err, InstantSource.system(), arguments);
    out.flush();
    System.exit(code);
  }

  /** Runs one command, and returns its exit code. */
  static int run(PrintWriter out, PrintWriter err, InstantSource clock, String... arguments) {
    return new CommandLine(new KubeTerminalAudit())
        .addSubcommand(new Replay(clock))
        .registerConverter(UUID.class, new Words.Terminal())
        .registerConverter(Instant.class, new Words.Moment(clock))
        .registerConverter(Duration.class, new Words.Length())
        .setOut(out)
        .setErr(err)
        .setParameterExceptionHandler(
            (e, parsed) -> {
              complain(e.getCommandLine().getCommandSpec(), e.getMessage());
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler(
            (e, command, parsed) -> {
              Complaint complaint = Complaint.of(e);
              complain(command.getCommandSpec(), complaint.sentence());
              return complaint.exitCode();
            })
        .execute(arguments);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        requireNonNull(spec).commandLine(), "say which command: audit, tail or replay; see --help");
  }

  static PrintWriter out(@Nullable CommandSpec spec) {
    return requireNonNull(spec, "picocli sets it").commandLine().getOut();
  }

  /** One line, whatever {@code sentence} is made of. */
  static void complain(@Nullable CommandSpec spec, @Nullable String sentence) {
    PrintWriter err = requireNonNull(spec, "picocli sets it").commandLine().getErr();
    err.println(NAME + ": " + String.valueOf(sentence).strip().replaceAll("\\s+", " "));
    err.flush();
  }
}
