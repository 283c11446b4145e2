package io.kubeterminal.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.testing.QuickstartProcess;
import io.kubeterminal.testing.SeedClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * What the document says of topics and schemas, compared with a running system.
 *
 * @param document asyncapi.yaml
 */
record DocumentedTopics(JsonNode document, Map<String, Object> client) {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  static DocumentedTopics of(QuickstartProcess quickstart) throws Exception {
    SeedClient api = quickstart.awaitReady();
    String text = get(api.url() + "/asyncapi.yaml", "Bearer " + api.key());
    return new DocumentedTopics(new YAMLMapper().readTree(text), quickstart.clientSettings());
  }

  void assertTopics() throws Exception {
    JsonNode channels = document.at("/channels");
    try (Admin admin = Admin.create(client)) {
      List<String> names = List.copyOf(channels.propertyNames());
      Map<String, TopicDescription> topics = admin.describeTopics(names).allTopicNames().get();
      for (String name : names) {
        JsonNode binding = channels.path(name).at("/bindings/kafka");
        assertThat(topics.get(name).partitions()).hasSize(binding.path("partitions").asInt());
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, name);
        Config found = admin.describeConfigs(List.of(topic)).all().get().get(topic);
        binding
            .path("topicConfiguration")
            .forEachEntry(
                (setting, value) ->
                    assertThat(found.get(setting).value())
                        .as("%s of %s", setting, name)
                        .isEqualTo(value.isArray() ? value.path(0).asString() : value.asString()));
      }
    }
  }

  /** A writer that may not register finds what it writes; and nothing else is there. */
  void assertSchemas() throws Exception {
    Map<String, JsonNode> schemas = new TreeMap<>();
    for (JsonNode message : document.at("/components/messages")) {
      if (message.has("x-subject")) {
        schemas.put(message.path("x-subject").asString(), message.at("/payload/schema"));
      }
    }
    assertThat(registry("/subjects").valueStream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(schemas.keySet());
    for (Map.Entry<String, JsonNode> schema : schemas.entrySet()) {
      String subject = schema.getKey();
      String latest =
          registry("/subjects/" + subject + "/versions/latest").path("schema").asString();
      assertThat(JsonMapper.shared().readTree(latest)).as(subject).isEqualTo(schema.getValue());
      assertThat(registry("/config/" + subject).path("compatibilityLevel").asString())
          .as(subject)
          .isEqualTo("FULL_TRANSITIVE");
    }
  }

  private JsonNode registry(String path) throws Exception {
    byte[] login = client.get("basic.auth.user.info").toString().getBytes(StandardCharsets.UTF_8);
    String shown = "Basic " + Base64.getEncoder().encodeToString(login);
    return JsonMapper.shared().readTree(get(client.get("schema.registry.url") + path, shown));
  }

  private static String get(String url, String authorization) throws Exception {
    HttpResponse<String> answer =
        HTTP.send(
            HttpRequest.newBuilder(URI.create(url)).header("Authorization", authorization).build(),
            BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(url).isEqualTo(200);
    return answer.body();
  }
}
