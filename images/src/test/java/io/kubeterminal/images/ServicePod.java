package io.kubeterminal.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.testing.Kubectl;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** One of the three services as a hardened pod, by its image. */
record ServicePod(Kubectl kubectl, String name, int port) {

  /** The tag of the three images in the cluster. */
  static final String TAG = "KUBE_TERMINAL_SERVICE_IMAGES";

  private static final String UP = "200";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /**
   * @param kafka host of the Kafka that it is told of
   */
  static ServicePod start(Kubectl kubectl, String service, String name, String kafka, int port)
      throws IOException {
    String manifest =
        resource("service.yaml")
            .replace("NAME", name)
            .replace("SERVICE:TAG", service + ":" + System.getenv(TAG))
            .replace("PORT", Integer.toString(port))
            .replace("KAFKA:", kafka + ":");
    apply(kubectl, manifest);
    return new ServicePod(kubectl, name, port);
  }

  static void apply(Kubectl kubectl, String manifest) throws IOException {
    Path file = Files.writeString(Files.createTempFile("manifest", ".yaml"), manifest);
    try {
      kubectl.run("apply", "-f", file.toString());
    } finally {
      Files.delete(file);
    }
  }

  static String resource(String name) throws IOException {
    try (InputStream in = ServicePod.class.getResourceAsStream("/" + name)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), UTF_8);
    }
  }

  /** Asked from outside, as a probe does. */
  void awaitUp(String group) {
    await(name + " is up: " + group).atMost(PATIENCE).until(() -> health(group), UP::equals);
  }

  /** The status of the answer, or why there is none. */
  String health(String group) throws InterruptedException {
    String address = get("{.status.podIP}");
    if (address.isEmpty()) {
      return "has no address yet";
    }
    URI uri = URI.create("http://%s:%d/actuator/health/%s".formatted(address, port, group));
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(5)).build();
      return Integer.toString(http.send(request, BodyHandlers.discarding()).statusCode());
    } catch (IOException e) {
      return "does not answer: " + e;
    }
  }

  /** What a command in the container prints. */
  String run(String command) {
    return kubectl.run("exec", name, "--", "bash", "-c", command).strip();
  }

  /** Sends it SIGTERM, and returns how it ended. */
  String stop(Duration atMost) {
    run("kill -TERM 1");
    return await(name + " ends")
        .atMost(atMost)
        .until(
            () -> get("{.status.containerStatuses[0].state.terminated.exitCode}"),
            code -> !code.isEmpty());
  }

  private String get(String path) {
    return kubectl.run("get", "pod", name, "-o", "jsonpath=" + path);
  }
}
