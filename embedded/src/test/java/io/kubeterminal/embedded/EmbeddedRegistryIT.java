package io.kubeterminal.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedRegistryIT {

  private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final String INT = "{\"schema\": \"\\\"int\\\"\"}";
  private static final String STRING = "{\"schema\": \"\\\"string\\\"\"}";

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void startKafka(@TempDir Path folder) {
    kafka = EmbeddedKafka.start(folder);
  }

  @AfterAll
  static void stopKafka() {
    kafka.close();
  }

  @Test
  void our_serializer_registers_and_our_deserializer_reads_back() {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers());
        RecordSerializer serializer = new RecordSerializer();
        RecordDeserializer deserializer = new RecordDeserializer()) {
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);
      deserializer.configure(Map.of("schema.registry.url", registry.url()), false);
      TerminalCloseRequested record = closeRequested();
      byte[] bytes = serializer.serialize("terminal-events", record);
      assertThat(deserializer.deserialize("terminal-events", bytes)).isEqualTo(record);

      String subject = "terminal-events-io.kubeterminal.schema.TerminalCloseRequested";
      assertThat(get(registry, "/config/" + subject).body())
          .isEqualTo("{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}");
    }
  }

  @Test
  void ids_versions_and_levels_outlive_the_registry() throws Exception {
    int id;
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers())) {
      assertThat(send(registry, "PUT", "/config/kept", "{\"compatibility\": \"full\"}").body())
          .isEqualTo("{\"compatibility\":\"FULL\"}");
      id = json(send(registry, "POST", "/subjects/kept/versions", INT)).path("id").asInt();
    }
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers())) {
      assertThat(json(send(registry, "POST", "/subjects/kept", INT)).path("id").asInt())
          .isEqualTo(id);
      assertThat(json(get(registry, "/schemas/ids/" + id)).path("schema").asText())
          .isEqualTo("\"int\"");
      assertThat(send(registry, "POST", "/subjects/kept/versions", STRING).statusCode())
          .isEqualTo(409);
      int other =
          json(send(registry, "POST", "/subjects/new/versions", "{\"schema\": \"\\\"bytes\\\"\"}"))
              .path("id")
              .asInt();
      assertThat(other).as("a new schema does not get an old id").isGreaterThan(id);
    }
  }

  @Test
  void the_whole_interface_answers_as_clients_expect() throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers())) {
      int id = json(send(registry, "POST", "/subjects/a%2Fb/versions", INT)).path("id").asInt();
      assertThat(json(get(registry, "/subjects")).toString()).contains("\"a/b\"");
      assertThat(get(registry, "/subjects/a%2Fb/versions").body()).isEqualTo("[1]");
      assertThat(json(get(registry, "/subjects/a%2Fb/versions/latest")))
          .isEqualTo(json(get(registry, "/subjects/a%2Fb/versions/1")))
          .isEqualTo(
              new ObjectMapper()
                  .createObjectNode()
                  .put("subject", "a/b")
                  .put("version", 1)
                  .put("id", id)
                  .put("schema", "\"int\""));
      assertThat(get(registry, "/schemas/ids/" + id + "?subject=a%2Fb").statusCode())
          .isEqualTo(200);
      assertThat(get(registry, "/schemas/types").body()).isEqualTo("[\"AVRO\"]");
      assertThat(get(registry, "/config").body()).contains("compatibilityLevel");
      assertThat(get(registry, "/config/a%2Fb?defaultToGlobal=true").body())
          .isEqualTo(get(registry, "/config").body());
      String check = "/compatibility/subjects/a%2Fb/versions/latest";
      assertThat(json(send(registry, "POST", check, INT)).path("is_compatible").asBoolean())
          .isTrue();
      assertThat(json(send(registry, "POST", check, STRING)).path("is_compatible").asBoolean())
          .isFalse();
      assertThat(send(registry, "DELETE", "/subjects/a%2Fb", "").body()).isEqualTo("[1]");
      assertThat(get(registry, "/subjects/a%2Fb/versions").statusCode()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          GET    | /subjects/none/versions            |                          | 404 | 40401
          GET    | /schemas/ids/4711                  |                          | 404 | 40403
          GET    | /config/none                       |                          | 404 | 40408
          GET    | /no/such/place                     |                          | 404 | 404
          PATCH  | /subjects                          |                          | 404 | 404
          PUT    | /config                            | {"compatibility": "odd"} | 422 | 42203
          PUT    | /config                            | {"level": "FULL"}        | 400 | 400
          POST   | /subjects/none/versions            | {"schema": "odd"}        | 422 | 42201
          POST   | /subjects/none/versions            | {"schemaType": "JSON", "schema": "{}"} | 422 | 42201
          POST   | /subjects/none/versions            | {"schema":               | 400 | 400
          DELETE | /subjects/none                     |                          | 404 | 40401
          """)
  void a_refusal_has_its_status_and_code(
      String method, String path, String body, int status, int code) throws Exception {
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers())) {
      HttpResponse<String> response = send(registry, method, path, body == null ? "" : body);
      assertThat(response.statusCode()).isEqualTo(status);
      assertThat(response.headers().firstValue("Content-Type")).contains(CONTENT_TYPE);
      assertThat(json(response).path("error_code").asInt()).isEqualTo(code);
      assertThat(json(response).path("message").asText()).isNotEmpty();
    }
  }

  private static TerminalCloseRequested closeRequested() {
    return TerminalCloseRequested.newBuilder()
        .setTerminalId(UUID.fromString("0f7a7c2e-2f0e-4a64-9f0b-2c6e1f0a9d11"))
        .setReason(EndReason.USER)
        .setRequestedBy("fanux")
        .setRequestedAt(Instant.parse("2026-11-24T10:00:00Z"))
        .build();
  }

  private static JsonNode json(HttpResponse<String> response) throws Exception {
    return new ObjectMapper().readTree(response.body());
  }

  private static HttpResponse<String> get(EmbeddedRegistry registry, String path) {
    return send(registry, "GET", path, "");
  }

  private static HttpResponse<String> send(
      EmbeddedRegistry registry, String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(registry.url() + path))
            .header("Content-Type", CONTENT_TYPE)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError("no answer to " + method + " " + path, e);
    }
  }
}
