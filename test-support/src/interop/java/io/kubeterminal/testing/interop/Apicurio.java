package io.kubeterminal.testing.interop;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** Apicurio's registry as a process of its own, in memory, on loopback. */
final class Apicurio implements AutoCloseable {

  private final Process process;
  private final int port;

  private Apicurio(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * @param folder where its distribution is unpacked; its log goes beside that
   */
  static Apicurio start(Path folder) throws IOException {
    int port = freePort();
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                // Without these it would listen on all addresses, port 9000.
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + freePort(),
                "-jar",
                folder.resolve("quarkus-run.jar").toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder + ".log"))
            .start();
    Apicurio apicurio = new Apicurio(process, port);
    try {
      apicurio.awaitReady();
    } catch (RuntimeException e) {
      apicurio.close();
      throw new IOException("Apicurio does not start, see " + folder + ".log", e);
    }
    return apicurio;
  }

  String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** What it answers to a GET of {@code path}. */
  String get(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(url() + path)).build();
      return http.send(request, BodyHandlers.ofString()).body();
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private void awaitReady() {
    Awaitility.await("Apicurio")
        .atMost(Duration.ofMinutes(1))
        .ignoreExceptions()
        .until(
            () -> {
              if (!process.isAlive()) {
                return true;
              }
              return get("/subjects").startsWith("[");
            });
    if (!process.isAlive()) {
      throw new IllegalStateException("it ended with exit code " + process.exitValue());
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
