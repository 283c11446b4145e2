package io.kubeterminal.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Does what a client of the seed does, and shows the key. */
public record SeedClient(String url, String key) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public record Answer(int status, JsonNode body) {

    public String text(String field) {
      return body.path(field).asString("");
    }
  }

  public Answer create(String body) {
    return send("POST", "", body);
  }

  public Answer get(String id) {
    return send("GET", "/" + id, "");
  }

  public Answer list(String user) {
    return send("GET", "?user=" + user, "");
  }

  public Answer beat(String id) {
    return send("POST", "/" + id + "/heartbeat", "");
  }

  public Answer delete(String id) {
    return send("DELETE", "/" + id, "");
  }

  private Answer send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/api/v1/terminals" + path))
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + key)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      String text = response.body();
      return new Answer(response.statusCode(), JSON.readTree(text.isBlank() ? "{}" : text));
    } catch (IOException e) {
      throw new AssertionError(request + " got no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
