package io.kubeterminal.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.kubeterminal.embedded.RegistryEntry.Version;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Confluent's REST API as far as its clients need it: one method a resource, JSON in and out, and
 * refusals as {@code {"error_code": ..., "message": ...}}.
 */
final class RegistryHttp implements HttpHandler {

  private static final Logger log = LoggerFactory.getLogger(RegistryHttp.class);

  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final int MAX_BODY = 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SchemaStore store;
  private final @Nullable Login login;

  RegistryHttp(SchemaStore store, @Nullable Login login) {
    this.store = store;
    this.login = login;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      answer(exchange);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try {
      checkLogin(exchange);
      answer(exchange, 200, resource(exchange, body(exchange)));
    } catch (RegistryError refusal) {
      answer(exchange, refusal.status(), error(refusal.code(), refusal.getMessage()));
    } catch (RuntimeException e) {
      log.atWarn().setCause(e).log("the schema registry cannot answer");
      answer(exchange, 500, error(50001, "Error in the backend data store"));
    }
  }

  private void checkLogin(HttpExchange exchange) {
    String shown = exchange.getRequestHeaders().getFirst("Authorization");
    if (login != null && !login.admits(shown)) {
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"schema registry\"");
      throw RegistryError.notLoggedIn();
    }
  }

  private Object resource(HttpExchange exchange, JsonNode body) {
    List<String> path = path(exchange);
    String request = exchange.getRequestMethod() + " " + (path.isEmpty() ? "" : path.getFirst());
    return switch (request) {
      case "GET " -> Map.of();
      case "GET subjects" -> readSubjects(path);
      case "POST subjects" -> changeSubject(path, body);
      case "DELETE subjects" -> deleteSubject(path);
      case "GET schemas" -> readSchemas(path);
      case "GET config" -> readConfig(path, query(exchange).contains("defaultToGlobal=true"));
      case "PUT config" -> changeConfig(path, text(body, "compatibility"));
      case "POST compatibility" -> checkCompatibility(path, body);
      default -> throw RegistryError.noSuchResource();
    };
  }

  private Object readSubjects(List<String> path) {
    if (path.size() == 1) {
      return store.subjects();
    }
    if (path.size() == 3 && path.get(2).equals("versions")) {
      return store.versions(path.get(1));
    }
    if (path.size() == 4 && path.get(2).equals("versions")) {
      return json(store.version(path.get(1), path.get(3)));
    }
    throw RegistryError.noSuchResource();
  }

  private Object changeSubject(List<String> path, JsonNode body) {
    if (path.size() == 2) {
      return json(store.lookUp(path.get(1), schema(body)));
    }
    if (path.size() == 3 && path.get(2).equals("versions")) {
      return Map.of("id", store.register(path.get(1), schema(body)));
    }
    throw RegistryError.noSuchResource();
  }

  private Object deleteSubject(List<String> path) {
    if (path.size() == 2) {
      return store.delete(path.get(1));
    }
    throw RegistryError.noSuchResource();
  }

  private Object readSchemas(List<String> path) {
    if (path.size() == 2 && path.get(1).equals("types")) {
      return List.of("AVRO");
    }
    if (path.size() == 3 && path.get(1).equals("ids") && path.get(2).matches("\\d{1,9}")) {
      return Map.of("schema", store.schema(Integer.parseInt(path.get(2))));
    }
    throw RegistryError.noSuchResource();
  }

  private Object readConfig(List<String> path, boolean defaultToGlobal) {
    Compatibility level =
        switch (path.size()) {
          case 1 -> store.defaultLevel();
          case 2 ->
              store
                  .level(path.get(1))
                  .or(() -> defaultToGlobal ? Optional.of(store.defaultLevel()) : Optional.empty())
                  .orElseThrow(() -> RegistryError.noLevel(path.get(1)));
          default -> throw RegistryError.noSuchResource();
        };
    return Map.of("compatibilityLevel", level.name());
  }

  private Object changeConfig(List<String> path, String level) {
    if (path.size() > 2) {
      throw RegistryError.noSuchResource();
    }
    store.setLevel(path.size() == 2 ? path.get(1) : null, Compatibility.of(level));
    return Map.of("compatibility", Compatibility.of(level).name());
  }

  private Object checkCompatibility(List<String> path, JsonNode body) {
    if (path.size() != 5 || !path.get(1).equals("subjects") || !path.get(3).equals("versions")) {
      throw RegistryError.noSuchResource();
    }
    List<String> objections = store.objections(path.get(2), path.get(4), schema(body));
    return Map.of("is_compatible", objections.isEmpty(), "messages", objections);
  }

  private static Map<String, Object> json(Version version) {
    return Map.of(
        "subject", version.subject(),
        "version", version.version(),
        "id", version.id(),
        "schema", version.schema());
  }

  private static String schema(JsonNode body) {
    if (!body.path("schemaType").asText("AVRO").equals("AVRO")
        || !body.path("references").isEmpty()) {
      throw RegistryError.invalidSchema("only Avro without references is kept here");
    }
    return text(body, "schema");
  }

  private static String text(JsonNode body, String field) {
    if (!body.path(field).isTextual()) {
      throw RegistryError.malformed("the body must be JSON with a text field " + field);
    }
    return body.path(field).asText();
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
    if (bytes.length > MAX_BODY) {
      throw RegistryError.malformed("the body is longer than " + MAX_BODY + " bytes");
    }
    try {
      return bytes.length == 0 ? JSON.missingNode() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw RegistryError.malformed("the body is not JSON");
    }
  }

  private static List<String> path(HttpExchange exchange) {
    return Arrays.stream(exchange.getRequestURI().getRawPath().split("/"))
        .filter(segment -> !segment.isEmpty())
        .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
        .toList();
  }

  private static String query(HttpExchange exchange) {
    return Objects.requireNonNullElse(exchange.getRequestURI().getQuery(), "");
  }

  private static Map<String, Object> error(int code, @Nullable String message) {
    return Map.of("error_code", code, "message", String.valueOf(message));
  }

  private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(body);
    exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
