package io.kubeterminal.examples;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * docs/start.md, word by word, on a free port: the first command in one console, all others in
 * another, in a folder that looks like a clone with everything built.
 */
class StartPageIT {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
  private static final String PORT = "8080";

  /** A terminal lives for a minute at least, and its end comes a moment later. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final List<Path> links = new ArrayList<>();

  @TempDir private Path clone;

  private Process quickstart;
  private Process console;

  @BeforeEach
  void layOut() throws IOException {
    copy("quickstart");
    linkJar("quickstart-app/target", "quickstart-");
    Files.createFile(clone.resolve("quickstart-app/target/quickstart-build.stamp"));
    copy("audit/kube-terminal-audit");
    linkJar("audit/target", "audit-");
    copy("examples/java/RunInTerminal.java");
  }

  @AfterEach
  void stop() throws IOException, InterruptedException {
    for (Process process : Stream.of(console, quickstart).filter(it -> it != null).toList()) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    }
    for (Path link : links) {
      Files.delete(link);
    }
  }

  @Test
  void everyCommandPrintsWhatThePageShows() throws Exception {
    String text = Files.readString(ROOT.resolve("docs/start.md"));
    List<StartPage.Step> steps = StartPage.of(text.replace(PORT, freePort())).steps();
    assertThat(steps).hasSizeGreaterThan(5);

    quickstart = bash(steps.getFirst().commands(), 0);
    await("the quickstart to say what the page shows")
        .atMost(PATIENCE)
        .until(() -> steps.getFirst().isAnsweredBy(printed(0)) || !quickstart.isAlive());
    assertAnswered(steps.getFirst(), 0);

    console = bash(others(steps), steps.size());
    assertThat(console.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).as(all(steps)).isTrue();
    for (int i = 1; i < steps.size(); i++) {
      assertAnswered(steps.get(i), i);
    }
    assertThat(console.exitValue()).as(all(steps)).isZero();
    assertThat(quickstart.isAlive()).isTrue();
  }

  /** One shell, for commands use what those before have set; what each prints in a file. */
  private String others(List<StartPage.Step> steps) {
    StringBuilder script = new StringBuilder("set -euo pipefail\n");
    for (int i = 1; i < steps.size(); i++) {
      script.append("exec >'%s' 2>&1\n".formatted(output(i))).append(steps.get(i).commands());
    }
    return script.toString();
  }

  private Process bash(String script, int number) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .directory(clone.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output(number).toFile());
    String home = System.getProperty("java.home");
    String path = builder.environment().get("PATH");
    builder.environment().put("JAVA_HOME", home);
    builder.environment().put("PATH", Path.of(home, "bin") + File.pathSeparator + path);
    builder.environment().put("XDG_CACHE_HOME", clone.resolve("cache").toString());
    builder.environment().remove("KUBECONFIG");
    builder.environment().remove("APISERVER");
    return builder.start();
  }

  private void assertAnswered(StartPage.Step step, int number) throws IOException {
    assertThat(step.isAnsweredBy(printed(number)))
        .as("%s%nprints:%n%s%ninstead of:%n%s", step.commands(), printed(number), step.shown())
        .isTrue();
  }

  private String all(List<StartPage.Step> steps) throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i : IntStream.rangeClosed(0, steps.size()).toArray()) {
      all.append("--- %d%n%s".formatted(i, printed(i)));
    }
    return all.toString();
  }

  private String printed(int number) throws IOException {
    Path file = output(number);
    return Files.exists(file) ? Files.readString(file, UTF_8) : "nothing";
  }

  private Path output(int number) {
    return clone.resolve("printed-%d.txt".formatted(number));
  }

  private void copy(String file) throws IOException {
    Path to = clone.resolve(file);
    Files.createDirectories(to.getParent());
    Files.copy(ROOT.resolve(file), to, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void linkJar(String folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      Path jar =
          files
              .filter(file -> file.getFileName().toString().startsWith(name))
              .filter(file -> file.toString().endsWith("-exec.jar"))
              .findFirst()
              .orElseThrow(() -> new AssertionError(folder + " has no jar: run the package phase"));
      Files.createDirectories(clone.resolve(folder));
      Path link = clone.resolve(folder).resolve(jar.getFileName());
      links.add(Files.createSymbolicLink(link, jar));
    }
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return "" + socket.getLocalPort();
    }
  }
}
