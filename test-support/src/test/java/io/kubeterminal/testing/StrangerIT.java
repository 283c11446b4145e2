package io.kubeterminal.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.kubeterminal.embedded.EmbeddedKafka;
import io.kubeterminal.embedded.EmbeddedRegistry;
import io.kubeterminal.embedded.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What searches for open ports finds one, and takes none for open that wants a login. */
class StrangerIT {

  private static final List<String> REQUESTS = List.of("GET /", "GET /subjects", "POST /subjects");

  @Test
  void an_open_kafka_is_found_on_both_of_its_ports(@TempDir Path folder) throws Exception {
    Set<InetSocketAddress> before = ports();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder)) {
      Set<InetSocketAddress> opened = without(ports(), before);
      assertThat(opened).hasSize(2).anyMatch(port -> port.getPort() == kafka.port());
      for (InetSocketAddress port : opened) {
        assertThat(Stranger.findings(port, REQUESTS)).as(port.toString()).hasSize(1);
      }
    }
  }

  @Test
  void what_wants_a_login_tells_nothing(@TempDir Path folder) throws Exception {
    Login login = new Login("somebody", "a-long-enough-password");
    Set<InetSocketAddress> before = ports();
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, login);
        EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), 0, login)) {
      Set<InetSocketAddress> opened = without(ports(), before);
      assertThat(opened).hasSize(3).anyMatch(port -> port.getPort() == registry.port());
      for (InetSocketAddress port : opened) {
        assertThat(Stranger.findings(port, REQUESTS)).as(port.toString()).isEmpty();
      }
    }
  }

  @Test
  void one_open_resource_among_closed_ones_is_found() throws Exception {
    HttpServer server = HttpServer.create(loopback(0), 0);
    server.createContext("/", exchange -> exchange.sendResponseHeaders(401, -1));
    server.createContext("/forgotten", exchange -> exchange.sendResponseHeaders(204, -1));
    server.start();
    try {
      assertThat(Stranger.findings(server.getAddress(), List.of("GET /", "PUT /forgotten")))
          .containsExactly("PUT /forgotten -> HTTP/1.1 204 No Content");
    } finally {
      server.stop(0);
    }
  }

  @Test
  void a_port_that_says_nothing_but_keeps_the_connection_is_found() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
      assertThat(Stranger.findings(loopback(silent.getLocalPort()), REQUESTS)).hasSize(1);
    }
  }

  private static InetSocketAddress loopback(int port) {
    return new InetSocketAddress("127.0.0.1", port);
  }

  private static Set<InetSocketAddress> ports() throws IOException {
    return new HashSet<>(ListeningPorts.of(ProcessHandle.current().pid()));
  }

  private static Set<InetSocketAddress> without(
      Set<InetSocketAddress> ports, Set<InetSocketAddress> before) {
    ports.removeAll(before);
    return ports;
  }
}
