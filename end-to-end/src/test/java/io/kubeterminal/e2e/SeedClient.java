package io.kubeterminal.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * Does what a client of fanux/kube-ttyd does: posts {user, token}, beats, and nothing else. The
 * token says who it is, in the body where a terminal is asked for, and in a header elsewhere.
 */
final class SeedClient {

  /** What the server said. */
  record Answer(int status, JsonNode body, HttpResponse<String> response) {

    String text(String field) {
      return body.path(field).asText();
    }
  }

  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final ServiceProcess api;
  private final String token;

  SeedClient(ServiceProcess api, String token) {
    this.api = api;
    this.token = token;
  }

  Answer create(String user, Map<String, ?> more) {
    return create(user, more, Map.of());
  }

  Answer create(String user, Map<String, ?> more, Map<String, String> headers) {
    Map<String, Object> body = new TreeMap<>(more);
    body.put("user", user);
    body.put("token", token);
    return send("POST", "/api/v1/terminals", JSON.valueToTree(body).toString(), headers);
  }

  Answer beat(String terminalId) {
    return send("POST", "/api/v1/terminals/" + terminalId + "/heartbeat", "", authorized());
  }

  Answer get(String terminalId) {
    return send("GET", "/api/v1/terminals/" + terminalId, "", authorized());
  }

  Answer delete(String terminalId) {
    return send("DELETE", "/api/v1/terminals/" + terminalId, "", authorized());
  }

  String state(String terminalId) {
    return get(terminalId).text("state");
  }

  /** Anything else that one may ask, as this client's user. */
  Answer ask(String method, String path, String body) {
    return send(method, path, body, authorized());
  }

  private Map<String, String> authorized() {
    return Map.of("Authorization", "Bearer " + token);
  }

  private Answer send(String method, String path, String body, Map<String, String> headers) {
    URI uri = api.url(path);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(70))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
      JsonNode json =
          response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body());
      return new Answer(response.statusCode(), json, response);
    } catch (IOException e) {
      throw new AssertionError(method + " " + uri + " got no answer: " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
