package io.kubeterminal.api;

import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.KafkaFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole api-service on a free port, and a client for it. */
public final class RunningApi implements AutoCloseable {

  /** A status, and a body if there is one. */
  public record Answer(HttpResponse<String> response) {
    public int status() {
      return response.statusCode();
    }

    public String header(String name) {
      return response.headers().firstValue(name).orElse(null);
    }

    public JsonNode json() {
      return JsonMapper.shared().readTree(response.body());
    }

    public String text(String field) {
      return json().path(field).asString();
    }
  }

  /** Whose terminals they are when a test asks with the key. */
  public static final String OWNER = "fanux";

  static final String KEY = "k".repeat(40);
  public static final String BEARER = "Bearer " + KEY;

  private final ConfigurableApplicationContext context;
  private final HttpClient http = HttpClient.newHttpClient();

  private RunningApi(ConfigurableApplicationContext context) {
    this.context = context;
  }

  public static RunningApi start(KafkaFixture kafka, Path folder, String... more) {
    return start(kafka.bootstrapServers(), kafka.registryUrl(), folder, more);
  }

  public static RunningApi start(
      String bootstrapServers, String registry, Path folder, String... more) {
    Path key = folder.resolve("access-key");
    try {
      Files.writeString(key, KEY);
      SealingKeys.generateInto(folder);
      ShellKeys.generateInto(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--spring.kafka.bootstrap-servers=" + bootstrapServers);
    arguments.add("--spring.kafka.properties[schema.registry.url]=" + registry);
    arguments.add("--terminal.topics.partitions=3");
    arguments.add("--terminal.sealing.public-keys=" + folder.resolve(SealingKeys.PUBLIC_FILE));
    if (List.of(more).stream().noneMatch(it -> it.startsWith("--terminal.auth.mode="))) {
      arguments.add("--terminal.auth.mode=key");
      arguments.add("--terminal.auth.key-file=" + key);
      arguments.add("--terminal.auth.user=" + OWNER);
    }
    arguments.add("--terminal.ttyd.key-file=" + folder.resolve(ShellKeys.FILE));
    if (Stream.of(more).noneMatch(setting -> setting.contains("api.limits."))) {
      arguments.add("--terminal.api.limits.terminals=1000");
      arguments.add("--terminal.api.limits.creates-per-minute=10000");
    }
    arguments.addAll(List.of(more));
    return new RunningApi(ApiService.application().run(arguments.toArray(String[]::new)));
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public int port() {
    return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
  }

  public URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  /** A request of somebody who has the key. */
  HttpRequest.Builder asked(String path) {
    return HttpRequest.newBuilder(uri(path)).setHeader("Authorization", BEARER);
  }

  /** A request of somebody who has this token; null: of somebody who has nothing. */
  HttpRequest.Builder asked(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    return token == null ? request : request.setHeader("Authorization", "Bearer " + token);
  }

  public Answer get(String path) {
    return send(asked(path).GET());
  }

  Answer delete(String path) {
    return send(asked(path).DELETE());
  }

  public Answer post(String path, String body, String... headers) {
    return postLater(path, body, headers).join();
  }

  Answer beat(Object id) {
    return send(asked("/api/v1/terminals/" + id + "/heartbeat").POST(BodyPublishers.noBody()));
  }

  CompletableFuture<Answer> postLater(String path, String body, String... headers) {
    HttpRequest.Builder request =
        asked(path)
            .timeout(Duration.ofSeconds(60))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Answer::new);
  }

  public Answer send(HttpRequest.Builder request) {
    return http.sendAsync(request.timeout(Duration.ofSeconds(60)).build(), BodyHandlers.ofString())
        .thenApply(Answer::new)
        .join();
  }

  public boolean ready() {
    return get("/actuator/health/readiness").status() == 200;
  }

  /** Ends the service; answers on their way still arrive. */
  public void stopService() {
    context.close();
  }

  @Override
  public void close() {
    context.close();
    http.shutdownNow();
  }
}
