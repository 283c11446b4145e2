package io.kubeterminal.provisioner.fold;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** As much of a schema registry as a test without Kafka needs: ids, from 1 on; it can be down. */
final class TinyRegistry implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<String> schemas = new ArrayList<>();
  private final List<String> subjects = new ArrayList<>();
  private final HttpServer server;
  private volatile boolean down;

  TinyRegistry() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  Map<String, Object> clientSettings() {
    return Map.of("schema.registry.url", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  void down(boolean down) {
    this.down = down;
  }

  List<String> subjects() {
    return subjects;
  }

  @Override
  public void close() {
    server.stop(0);
  }

  private synchronized void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (down) {
      send(exchange, 503, Map.of());
    } else if (path.startsWith("/subjects/")) {
      JsonNode body = JSON.readTree(exchange.getRequestBody());
      subjects.add(path.split("/")[2]);
      send(exchange, 200, Map.of("id", idOf(body.path("schema").asText())));
    } else if (path.startsWith("/schemas/ids/")) {
      int id = Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
      boolean known = 0 < id && id <= schemas.size();
      send(
          exchange,
          known ? 200 : 404,
          known ? Map.of("schema", schemas.get(id - 1)) : Map.of("error_code", 40403));
    } else {
      send(exchange, 200, Map.of("compatibilityLevel", "FULL_TRANSITIVE"));
    }
  }

  private int idOf(String schema) {
    if (!schemas.contains(schema)) {
      schemas.add(schema);
    }
    return schemas.indexOf(schema) + 1;
  }

  private static void send(HttpExchange exchange, int status, Map<String, ?> body)
      throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
