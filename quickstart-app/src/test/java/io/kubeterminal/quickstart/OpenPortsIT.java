package io.kubeterminal.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.testing.ListeningPorts;
import io.kubeterminal.testing.QuickstartProcess;
import io.kubeterminal.testing.SeedClient;
import io.kubeterminal.testing.Stranger;
import io.kubeterminal.testing.TtydClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is on this machine, or in one of the terminals, gets in nowhere without a login. */
class OpenPortsIT {

  /** Of the API, its terminals, the registry and what Spring could open beside them. */
  private static final List<String> REQUESTS =
      List.of(
          "GET /api/v1/terminals",
          "POST /api/v1/terminals",
          "GET /api/v1/choices",
          "GET /actuator",
          "GET /actuator/env",
          "GET /actuator/metrics",
          "GET /actuator/heapdump");

  /** What nobody may be told where no page, health and sign-in are for everybody. */
  private static final List<String> ELSEWHERE =
      List.of(
          "GET /",
          "GET /ws",
          "GET /token",
          "GET /subjects",
          "POST /subjects/a/versions",
          "GET /schemas/ids/1",
          "PUT /config",
          "GET /actuator/health");

  @TempDir private Path folder;

  @Test
  void noListeningPortAnswersWithoutALogin() throws Exception {
    try (QuickstartProcess quickstart =
        QuickstartProcess.start(Map.of(), "--port", "0", "--data", folder.toString())) {
      SeedClient client = quickstart.awaitReady();
      SeedClient.Answer created = client.create("{\"user\": \"ann\", \"token\": \"none\"}");
      try (TtydClient terminal =
          quickstart.shell(created.text("terminalId"), created.text("endPoint"))) {
        terminal.type("echo $((6*7))=answer\n");
        terminal.awaitOutput("42=answer", Duration.ofSeconds(15));

        List<InetSocketAddress> ports = ListeningPorts.of(quickstart.handle().pid());
        assertThat(ports)
            .as("the API, Kafka's two, the registry, the terminal, and nothing else")
            .hasSize(5)
            .allMatch(port -> port.getAddress().isLoopbackAddress());
        int api = URI.create(client.url()).getPort();
        for (InetSocketAddress port : ports) {
          List<String> requests =
              port.getPort() == api
                  ? REQUESTS
                  : Stream.concat(REQUESTS.stream(), ELSEWHERE.stream()).toList();
          assertThat(Stranger.findings(port, requests)).as(port.toString()).isEmpty();
        }
      }
      assertThatSecretsAreNowhereElse(quickstart);
    }
  }

  private void assertThatSecretsAreNowhereElse(QuickstartProcess quickstart) throws IOException {
    for (String name : List.of("kafka-password", "ttyd.key", "key")) {
      String secret = Files.readString(folder.resolve(name)).strip();
      assertThat(secret).hasSizeGreaterThanOrEqualTo(32);
      assertThat(quickstart.console()).doesNotContain(secret);
      assertThat(filesWith(secret))
          .as("files with what is in %s", name)
          .isSubsetOf(folder.resolve(name), folder.resolve("kafka-client.properties"))
          .allMatch(OpenPortsIT::isTheOwnersAlone);
    }
  }

  private static boolean isTheOwnersAlone(Path file) {
    try {
      return Files.getPosixFilePermissions(file)
          .equals(PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private List<Path> filesWith(String text) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> file.toFile().length() < 16 * 1024 * 1024)
          .filter(file -> holds(file, text))
          .toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      return false;
    }
  }
}
