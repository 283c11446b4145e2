package io.kubeterminal.asyncapi;

import static io.kubeterminal.topic.Topics.TERMINALS;
import static io.kubeterminal.topic.Topics.TERMINAL_EVENTS;
import static io.kubeterminal.topic.Topics.TERMINAL_HEARTBEATS;

import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** The description of the topics, made of the schemas, the topics and who writes what. */
final class AsyncApiDocument {

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  private static final Map<String, String> WORDS =
      Map.of(
          TERMINAL_EVENTS.name(),
          "The audit log: every event of every terminal, in order, kept for ever.",
          TERMINALS.name(),
          "The latest row of each terminal, which is the fold of its events.",
          TERMINAL_HEARTBEATS.name(),
          "The latest beat of each terminal, and the beacons.");

  private AsyncApiDocument() {}

  static String text() {
    return "# Made of the schemas; `./mvnw -pl schemas test -Dtest=AsyncApiTest -Dasyncapi=write`"
        + " writes it anew.\n"
        + YAML.writeValueAsString(content());
  }

  private static Map<String, Object> content() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("asyncapi", "3.0.0");
    document.put("info", info());
    document.put("servers", servers());
    document.put("channels", channels());
    document.put("operations", operations());
    document.put("components", components());
    return document;
  }

  private static Map<String, Object> info() {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("title", "kube-terminal");
    info.put("version", "1.0.0");
    info.put(
        "description",
        """
        Everything that happens to a terminal is a record in Kafka. Keys are terminal ids, and murmur2
        gives each key its partition, as Java's clients do; all topics have the same number of
        partitions, so one terminal's records are in the same partition of each. Values are Avro in
        Confluent's wire format (0x0, 4-byte schema id, body); the subject is topic + record name
        (`x-subject`), compatibility FULL_TRANSITIVE. Some records are written in transactions: read
        with isolation level read_committed.
        """);
    info.put(
        "license",
        ordered("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0"));
    return info;
  }

  private static Map<String, Object> servers() {
    return ordered(
        "production",
        server(
            "kafka.example:9093",
            "kafka-secure",
            "The operator says where it is, and what it wants to be shown.",
            "scram",
            "https://registry.example:8081"),
        "quickstart",
        server(
            "127.0.0.1:9092",
            "kafka",
            "On loopback; `.kube-terminal/kafka-client.properties` has the real ports and the"
                + " login.",
            "plain",
            "http://127.0.0.1:8081"));
  }

  private static Map<String, Object> server(
      String host, String protocol, String words, String login, String registry) {
    Map<String, Object> server = new LinkedHashMap<>();
    server.put("host", host);
    server.put("protocol", protocol);
    server.put("description", words);
    server.put("security", List.of(reference("components", "securitySchemes", login)));
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("schemaRegistryUrl", registry);
    binding.put("schemaRegistryVendor", "confluent");
    server.put("bindings", Message.kafka(binding));
    return server;
  }

  private static Map<String, Object> channels() {
    Map<String, Object> channels = new LinkedHashMap<>();
    for (Topic topic : Topics.ALL) {
      Map<String, Object> channel = new LinkedHashMap<>();
      channel.put("address", topic.name());
      channel.put(
          "description",
          WORDS.getOrDefault(
              topic.name(),
              "What could not be read from %s, or is refused."
                  .formatted(topic.name().replace("-dlt", ""))));
      Map<String, Object> messages = new LinkedHashMap<>();
      Message.on(topic.name())
          .forEach(it -> messages.put(it.name(), reference("components", "messages", it.name())));
      channel.put("messages", messages);
      channel.put("bindings", Message.kafka(topicBinding(topic)));
      channels.put(topic.name(), channel);
    }
    return channels;
  }

  private static Map<String, Object> topicBinding(Topic topic) {
    Map<String, Object> configuration = new LinkedHashMap<>();
    new TreeMap<>(topic.settings())
        .forEach((name, value) -> configuration.put(name, setting(name, value)));
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("partitions", Topics.DEFAULT_PARTITIONS);
    binding.put("topicConfiguration", configuration);
    return binding;
  }

  private static Object setting(String name, String value) {
    if (name.equals("cleanup.policy")) {
      return List.of(value.split(","));
    }
    return value.matches("-?\\d+") ? (Object) Long.valueOf(value) : value;
  }

  private static Map<String, Object> operations() {
    Map<String, Object> operations = new LinkedHashMap<>();
    for (Participant participant : Participant.values()) {
      for (Participant.Arrow arrow : participant.arrows) {
        Map<String, Object> operation = new LinkedHashMap<>();
        operation.put("action", arrow.action().word);
        operation.put("channel", reference("channels", arrow.topic().name()));
        operation.put("title", participant.title);
        operation.put("description", arrow.words());
        operation.put("tags", List.of(Map.of("name", participant.title)));
        operation.put(
            "messages",
            messages(arrow)
                .map(name -> reference("channels", arrow.topic().name(), "messages", name))
                .toList());
        operations.put(
            "%s-%ss-%s".formatted(participant.title, arrow.action().word, arrow.topic().name()),
            operation);
      }
    }
    return operations;
  }

  private static Stream<String> messages(Participant.Arrow arrow) {
    return arrow.messages().isEmpty()
        ? Message.on(arrow.topic().name()).map(Message::name)
        : arrow.messages().stream();
  }

  private static Map<String, Object> components() {
    Map<String, Object> messages = new LinkedHashMap<>();
    Message.all().forEach(message -> messages.put(message.name(), message.description()));
    return ordered(
        "messages",
        messages,
        "securitySchemes",
        ordered(
            "plain",
            ordered("type", "plain", "description", "SASL/PLAIN, on loopback only."),
            "scram",
            ordered("type", "scramSha512", "description", "SASL/SCRAM over TLS, for example.")));
  }

  private static Map<String, Object> reference(String... path) {
    return Map.of("$ref", "#/" + String.join("/", path));
  }

  /** Two entries, in this order. */
  private static Map<String, Object> ordered(
      String first, Object one, String second, Object other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(first, one);
    map.put(second, other);
    return map;
  }
}
