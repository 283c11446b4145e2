package io.kubeterminal.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.sealing.ShellKeys;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The quickstart as people run it: its jar, in a process of its own. */
public final class QuickstartProcess implements AutoCloseable {

  /** Of everything in one JVM, while others are started, too. */
  private static final Duration START = Duration.ofMinutes(5);

  private final Process process;
  private final StringBuffer console = new StringBuffer();
  private final Thread reader;

  private QuickstartProcess(Process process) {
    this.process = process;
    this.reader = Thread.ofPlatform().daemon().start(this::readConsole);
  }

  public static QuickstartProcess start(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-jar");
    command.add(jar().toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().remove("KUBECONFIG");
    builder.environment().remove("APISERVER");
    builder.environment().putAll(environment);
    return new QuickstartProcess(builder.start());
  }

  /** Built by the module beside the one whose tests run. */
  private static Path jar() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("../quickstart-app/target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no exec jar: run the package phase"));
    }
  }

  /** Waits for the welcome, and returns a client of the API with the key that it names. */
  public SeedClient awaitReady() throws IOException {
    String url = awaitConsole("the API at (http://127\\.0\\.0\\.1:\\d+)");
    Path keyFile = Path.of(awaitConsole("Bearer \\$\\(cat (.+)\\)\""));
    return new SeedClient(url, Files.readString(keyFile).strip());
  }

  /** The address for a browser, with a key that opens once. */
  public String page() {
    return awaitConsole("(http://127\\.0\\.0\\.1:\\d+/#key=\\S+)");
  }

  public String kafka() {
    return awaitConsole("Kafka (127\\.0\\.0\\.1:\\d+)");
  }

  public String registry() {
    return awaitConsole("schema registry (http://127\\.0\\.0\\.1:\\d+)");
  }

  /** What its Kafka and registry want of a client, as it has written it for programs. */
  public Map<String, Object> clientSettings() throws IOException {
    Properties written = new Properties();
    try (Reader file = Files.newBufferedReader(data().resolve("kafka-client.properties"))) {
      written.load(file);
    }
    Map<String, Object> settings = new HashMap<>();
    written.forEach((key, value) -> settings.put(key.toString(), value));
    return settings;
  }

  /** Opens the shell of a terminal with the credential that its gateway would show. */
  public TtydClient shell(String terminalId, String endPoint) throws IOException {
    ShellKeys keys = ShellKeys.read(data().resolve(ShellKeys.FILE));
    return TtydClient.connect(endPoint, keys.credential(UUID.fromString(terminalId)));
  }

  /** The folder of everything it keeps. */
  public Path data() {
    return Path.of(awaitConsole("kube-terminal in (.+) \\(logs in"));
  }

  private String awaitConsole(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    await("the console to say " + pattern)
        .atMost(START)
        .until(() -> wanted.matcher(console).find() || !process.isAlive());
    Matcher found = wanted.matcher(console);
    assertThat(found.find()).as(console.toString()).isTrue();
    return found.group(1);
  }

  /** Ctrl-C. */
  public void interrupt() throws IOException, InterruptedException {
    signal("INT");
  }

  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  /**
   * @throws AssertionError with what its threads do, if it does not end in time
   */
  public int awaitExit(Duration atMost) throws InterruptedException {
    if (!process.waitFor(atMost)) {
      throw new AssertionError(
          "has not ended within %s; console:%n%s%nthreads:%n%s"
              .formatted(atMost, console, threads()));
    }
    reader.join(5_000);
    return process.exitValue();
  }

  private String threads() {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    return Command.output(
        new ProcessBuilder(jcmd.toString(), "" + process.pid(), "Thread.print"),
        Duration.ofSeconds(30));
  }

  public String console() {
    return console.toString();
  }

  public ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
  }

  private void readConsole() {
    try (BufferedReader lines = process.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        console.append(line).append('\n');
      }
    } catch (IOException ended) {
      // The process has gone, and its console with it.
    }
  }
}
