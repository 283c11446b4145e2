package io.kubeterminal.quickstart;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Everything in one JVM on loopback, for a person at a console. */
@Command(
    name = "quickstart",
    sortOptions = false,
    description = "Runs kube-terminal with its own Kafka, on loopback only. Ctrl-C ends it.",
    footer = {
      "",
      "Without --kubernetes no cluster is touched. Terminals are then shells on this machine, and",
      "kubectl in them speaks to the API server that the environment names, if it does:",
      "APISERVER=https://host:port, APISERVER_CA=file.pem."
    })
public final class Quickstart implements Callable<Integer> {

  private static final String USAGE =
      "usage: quickstart [--kubernetes] [--port PORT] [--data DIR] [--image IMAGE] [--help]";

  @Option(
      names = "--kubernetes",
      description = "Terminals are pods in the cluster of the current kubeconfig context.")
  private boolean kubernetes;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of the API; 0: any free one. Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${sys:quickstart.data:-.kube-terminal}",
      description = "Keeps everything, so that the next start goes on. Default: ${DEFAULT-VALUE}.")
  private Path folder = Path.of(".kube-terminal");

  @Option(
      names = "--image",
      paramLabel = "IMAGE",
      description = "Container image of the terminals, with --kubernetes.")
  private @Nullable String image;

  @Option(names = "--help", usageHelp = true, description = "Shows this text.")
  private boolean help;

  public static void main(String[] arguments) {
    System.exit(
        new CommandLine(new Quickstart())
            .setParameterExceptionHandler(Quickstart::explainUsage)
            .setExecutionExceptionHandler((e, command, parsed) -> explain(e))
            .execute(arguments));
  }

  /** Runs until the process is told to end; the end itself is the shutdown hook's. */
  @Override
  public Integer call() throws Exception {
    StartedParts parts = new StartedParts();
    Progress progress = new Progress(System.out);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(parts, progress), "stop"));
    try {
      new Launch(parts, progress, folder, port).run(kubernetes, image);
    } catch (Exception e) {
      if (parts.isClosed()) {
        // Told to end while it started: whatever failed then failed because of that.
        return CommandLine.ExitCode.SOFTWARE;
      }
      parts.close();
      throw e;
    }
    new CountDownLatch(1).await();
    return 0;
  }

  private static void stop(StartedParts parts, Progress progress) {
    if (parts.isEmpty()) {
      return;
    }
    progress.say("\nStopping ...");
    parts.close();
    progress.say("Stopped. The data stays.");
  }

  private static int explainUsage(CommandLine.ParameterException e, String[] arguments) {
    System.err.println("quickstart: " + e.getMessage());
    System.err.println(USAGE);
    return CommandLine.ExitCode.USAGE;
  }

  private static int explain(Exception e) {
    String sentence = e instanceof CannotStart known ? known.getMessage() : "does not start: " + e;
    System.err.println("quickstart: " + sentence);
    return CommandLine.ExitCode.SOFTWARE;
  }

  private static Throwable root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
