package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.Command;
import io.kubeterminal.testing.SeedClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code docker compose up} as a person types it, of a project that goes with all it has kept. */
final class ComposeProject implements AutoCloseable {

  /** A kubeconfig whose server can be reached from containers. */
  static final String KUBECONFIG = "KUBE_TERMINAL_COMPOSE_KUBECONFIG";

  private static final Duration START = Duration.ofMinutes(6);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Pattern PAGE =
      Pattern.compile("(http://127\\.0\\.0\\.1:\\d+)/#key=[\\w-]{43}");

  private final String name = "kt-" + UUID.randomUUID().toString().substring(0, 8);
  private final List<String> files;
  private final String namespace;
  private final List<String> services;
  private final int port;
  private final Process up;
  private final StringBuffer console = new StringBuffer();

  /**
   * @param files of this repository, the first one first
   * @param namespace where its terminals are
   */
  ComposeProject(List<String> files, String namespace, String... services) throws IOException {
    this.files = files;
    this.namespace = namespace;
    this.services = List.of(services);
    this.port = freePort();
    List<String> command = new ArrayList<>(List.of("up", "--no-color"));
    command.addAll(this.services);
    this.up = compose(command).start();
    Thread.ofPlatform().daemon().start(this::readConsole);
  }

  /** The address that it prints when everything runs; its key opens once. */
  String awaitPage() {
    await("docker compose up to print an address")
        .atMost(START)
        .until(() -> PAGE.matcher(console).find() || !up.isAlive());
    Matcher found = PAGE.matcher(console);
    assertThat(found.find()).as(console.toString()).isTrue();
    return found.group();
  }

  String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** A program with the key that it has made. */
  SeedClient client() {
    return new SeedClient(origin(), run("exec", "-T", "api-service", "cat", "/keys/access.key"));
  }

  /** What {@code docker compose} prints. */
  String run(String... arguments) {
    return Command.output(compose(List.of(arguments)), PATIENCE);
  }

  /** Kills the first container of a service, or the one with that number: {@code kafka-2-1}. */
  void kill(String container) {
    Command.output(new ProcessBuilder("docker", "kill", name + "-" + container), PATIENCE);
  }

  /** Containers that ought to run, and do not. */
  List<String> ended() {
    return run("ps", "--all", "--format={{.Service}} {{.State}} {{.ExitCode}}")
        .lines()
        .filter(line -> !line.contains(" running ") && !line.endsWith(" exited 0"))
        .toList();
  }

  /** {@code docker compose up -d}, until all of it is healthy again. */
  void upAgain() {
    List<String> command = new ArrayList<>(List.of("up", "--detach", "--wait"));
    command.addAll(services);
    run(command.toArray(String[]::new));
  }

  /** Ctrl-C: everything ends by itself. */
  void interrupt() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-INT", "" + up.pid()).start().waitFor();
    assertThat(up.waitFor(PATIENCE)).as(console.toString()).isTrue();
  }

  @Override
  public void close() {
    run("down", "--volumes", "--timeout", "20");
  }

  private ProcessBuilder compose(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of("docker", "compose", "--project-name", name));
    for (String file : files) {
      command.addAll(List.of("--file", "../" + file));
    }
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("KUBECONFIG", System.getenv(KUBECONFIG));
    builder.environment().put("KUBE_TERMINAL_PORT", "" + port);
    builder.environment().put("KUBE_TERMINAL_NAMESPACE", namespace);
    String image = System.getenv("KUBE_TERMINAL_TEST_IMAGE");
    if (image != null) {
      builder.environment().put("KUBE_TERMINAL_IMAGE", image);
    }
    return builder;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void readConsole() {
    try (BufferedReader lines = up.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        console.append(line).append('\n');
      }
    } catch (IOException ended) {
      // It has gone, and its console with it.
    }
  }
}
