package io.kubeterminal.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** Speaks the REST API of a Confluent-compatible schema registry: the five calls a client needs. */
public final class RegistryClient implements AutoCloseable {

  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistrySettings settings;
  private final HttpClient http;

  public RegistryClient(RegistrySettings settings) {
    this.settings = settings;
    this.http = HttpClient.newBuilder().connectTimeout(settings.connectTimeout()).build();
  }

  /** Registers {@code schema} under {@code subject} (again is the same as once); returns its id. */
  public int register(String subject, Schema schema) {
    return id(send("POST", "/subjects/" + encode(subject) + "/versions", body(schema)));
  }

  /** The id of a schema that is registered under {@code subject} already. */
  public int lookUp(String subject, Schema schema) {
    return id(send("POST", "/subjects/" + encode(subject), body(schema)));
  }

  /** The schema with this id; empty if the registry knows none. */
  public Optional<Schema> schema(int id) {
    return unlessNotFound(() -> send("GET", "/schemas/ids/" + id, null))
        .map(answer -> parse(id, text(answer, "schema")));
  }

  /** Which changes the registry lets pass of this subject in particular; empty if none is set. */
  public Optional<String> compatibility(String subject) {
    return unlessNotFound(() -> send("GET", "/config/" + encode(subject), null))
        .map(answer -> text(answer, "compatibilityLevel"));
  }

  /** Sets which changes of {@code subject} the registry lets pass, such as FULL_TRANSITIVE. */
  public void setCompatibility(String subject, String level) {
    send("PUT", "/config/" + encode(subject), JSON.valueToTree(Map.of("compatibility", level)));
  }

  @Override
  public void close() {
    http.close();
  }

  /** Tries each URL in order; one that does not answer, or answers 5xx, is passed over. */
  private JsonNode send(String method, String path, @Nullable JsonNode body) {
    RegistryUnavailable last = null;
    for (URI base : settings.urls()) {
      try {
        return send(method, URI.create(base + path), body);
      } catch (RegistryUnavailable e) {
        last = e;
      }
    }
    throw last != null ? last : new IllegalStateException("no registry URL");
  }

  private JsonNode send(String method, URI uri, @Nullable JsonNode body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(settings.readTimeout())
            .header("Accept", CONTENT_TYPE)
            .header("Content-Type", CONTENT_TYPE)
            .method(
                method,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
    if (settings.userInfo() != null) {
      request.header("Authorization", "Basic " + base64(settings.userInfo()));
    }
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      return read(uri, response.statusCode(), response.body());
    } catch (IOException e) {
      throw new RegistryUnavailable("schema registry " + uri + " does not answer", e);
    } catch (InterruptedException e) {
      // Kafka's own sort of it, which sets the thread's flag again and is not taken for an outage.
      throw new InterruptException(e);
    }
  }

  private static JsonNode read(URI uri, int status, String body) throws IOException {
    if (status >= 500 || status == 408 || status == 429) {
      throw new IOException("status " + status);
    }
    JsonNode json;
    try {
      json = JSON.readTree(body);
    } catch (JsonProcessingException e) {
      throw new IOException("status " + status + " without JSON", e);
    }
    if (status >= 400) {
      throw new RegistryRefusal(
          status,
          json.path("error_code").asInt(),
          "schema registry answers %d to %s: %s"
              .formatted(status, uri, json.path("message").asText("no message")));
    }
    return json;
  }

  private static Optional<JsonNode> unlessNotFound(Supplier<JsonNode> request) {
    try {
      return Optional.of(request.get());
    } catch (RegistryRefusal refusal) {
      if (refusal.isNotFound()) {
        return Optional.empty();
      }
      throw refusal;
    }
  }

  private static Schema parse(int id, String text) {
    try {
      return new Schema.Parser().parse(text);
    } catch (SchemaParseException e) {
      throw new RegistryRefusal(422, 42201, "schema " + id + " is not Avro: " + e.getMessage());
    }
  }

  private static int id(JsonNode answer) {
    if (!answer.path("id").isInt()) {
      throw new RegistryUnavailable("the schema registry's answer has no id", null);
    }
    return answer.path("id").intValue();
  }

  private static String text(JsonNode answer, String field) {
    if (!answer.path(field).isTextual()) {
      throw new RegistryUnavailable("the schema registry's answer has no " + field, null);
    }
    return answer.path(field).textValue();
  }

  private static JsonNode body(Schema schema) {
    return JSON.valueToTree(Map.of("schema", schema.toString()));
  }

  private static String encode(String subject) {
    return URLEncoder.encode(subject, StandardCharsets.UTF_8);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
