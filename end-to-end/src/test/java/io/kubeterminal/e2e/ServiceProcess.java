package io.kubeterminal.e2e;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** One service of the system as a process of its own: its shipped jar, unpacked as in its image. */
public final class ServiceProcess implements AutoCloseable {

  private static final Path ROOT = Path.of(System.getProperty("kube-terminal.root"));
  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** Of each module the jar that starts in half the time, and with half the work. */
  private static final Map<String, Path> UNPACKED = new ConcurrentHashMap<>();

  /** Six services that start at once on two cores take a minute. */
  private static final Duration START = Duration.ofMinutes(3);

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String name;
  private final int port;
  private final Process process;

  private ServiceProcess(String name, int port, Process process) {
    this.name = name;
    this.port = port;
    this.process = process;
  }

  /** Starts {@code module}'s jar; {@link #awaitReady} tells when it serves. */
  static ServiceProcess start(
      String module, String name, Map<String, String> settings, Map<String, String> environment) {
    int port = freePort();
    List<String> command =
        new ArrayList<>(
            List.of(
                JAVA,
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                UNPACKED.computeIfAbsent(module, ServiceProcess::unpack).toString(),
                "--server.port=" + port));
    settings.forEach((key, value) -> command.add("--" + key + "=" + value));
    Path log = logFile(name);
    try {
      Files.createDirectories(log.getParent());
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
      builder.environment().putAll(environment);
      return new ServiceProcess(name, port, builder.start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ServiceProcess awaitReady() {
    await(name + " is ready").atMost(START).until(this::ready);
    return this;
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  String name() {
    return name;
  }

  public int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** Everything it has printed so far, also before a restart under the same name. */
  String log() throws IOException {
    return Files.readString(logFile(name));
  }

  private static Path logFile(String name) {
    return ROOT.resolve("end-to-end/target/logs/" + name + ".log");
  }

  boolean alive() {
    return process.isAlive();
  }

  /** SIGKILL: no shutdown hook, no last commit. */
  void kill() {
    process.destroyForcibly();
    awaitEnd();
  }

  @Override
  public void close() {
    process.destroy();
    if (!awaitEnd()) {
      kill();
      throw new AssertionError(name + " did not stop within 30 s of SIGTERM");
    }
  }

  private boolean awaitEnd() {
    try {
      return process.waitFor(30, SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean ready() {
    if (!process.isAlive()) {
      throw new AssertionError(name + " ended with " + process.exitValue() + " while starting");
    }
    HttpRequest request =
        HttpRequest.newBuilder(url("/actuator/health/readiness"))
            .timeout(Duration.ofSeconds(5))
            .build();
    try {
      return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path unpack(String module) {
    Path jar = jar(module);
    Path folder = ROOT.resolve("end-to-end/target/services").resolve(module);
    Command.output(
        new ProcessBuilder(
            JAVA,
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--force",
            "--destination",
            folder.toString()),
        START);
    return folder.resolve(jar.getFileName());
  }

  private static Path jar(String module) {
    try (Stream<Path> files = Files.list(ROOT.resolve(module).resolve("target"))) {
      return files
          .filter(file -> file.getFileName().toString().endsWith("-exec.jar"))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no jar of " + module + "; run ./mvnw verify"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
