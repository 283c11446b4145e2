package io.kubeterminal.asyncapi;

import io.kubeterminal.schema.ContractSchemas;
import io.kubeterminal.serde.RegisteredSchema;
import io.kubeterminal.topic.DeadLetter;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import tools.jackson.databind.json.JsonMapper;

/**
 * One kind of record as the document describes it.
 *
 * @param topics the names of those it is on
 */
record Message(String name, List<String> topics, Map<String, Object> description) {

  /** Tools know this version; nothing of the schemas' language has changed since. */
  private static final String AVRO = "application/vnd.apache.avro+yaml;version=1.9.0";

  private static final String BINDING = "0.5.0";
  private static final String TERMINAL_ID = "The terminal's id: a UUID as lower-case text, UTF-8.";

  static List<Message> all() {
    List<Message> all = new ArrayList<>();
    ContractSchemas.values().forEach(schema -> all.add(record(schema)));
    all.add(
        erased(
            "TerminalErased",
            Topics.TERMINALS,
            "The row of a terminal that ended long ago is gone."));
    all.add(
        erased(
            "HeartbeatErased",
            Topics.TERMINAL_HEARTBEATS,
            "The beat of a terminal that ended, or a replica's last beacon, is gone."));
    all.add(deadLetter());
    return all;
  }

  static Stream<Message> on(String topic) {
    return all().stream().filter(message -> message.topics().contains(topic));
  }

  private static Message record(Schema schema) {
    String topic = topic(schema.getName()).name();
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("title", schema.getName());
    description.put("description", schema.getDoc());
    description.put("contentType", "avro/binary");
    Map<String, Object> payload = new LinkedHashMap<>();
    payload.put("schemaFormat", AVRO);
    payload.put(
        "schema",
        JsonMapper.shared().readValue(RegisteredSchema.of(schema).toString(), Object.class));
    description.put("payload", payload);
    description.put("bindings", kafka(inTheWireFormat(key(schema.getName()))));
    description.put("x-subject", topic + "-" + schema.getFullName());
    return new Message(schema.getName(), List.of(topic), description);
  }

  private static Topic topic(String record) {
    return switch (record) {
      case "TerminalRow" -> Topics.TERMINALS;
      case "Heartbeat", "Beacon" -> Topics.TERMINAL_HEARTBEATS;
      default -> Topics.TERMINAL_EVENTS;
    };
  }

  private static Map<String, Object> key(String record) {
    return record.equals("Beacon")
        ? text("pattern", "^beacon:.{1,128}$", "beacon:, and the replica that writes it; UTF-8.")
        : text("format", "uuid", TERMINAL_ID);
  }

  private static Map<String, Object> inTheWireFormat(Map<String, Object> key) {
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("key", key);
    binding.put("schemaIdLocation", "payload");
    binding.put("schemaIdPayloadEncoding", "confluent");
    binding.put("schemaLookupStrategy", "TopicRecordNameStrategy");
    return binding;
  }

  private static Message erased(String name, Topic topic, String words) {
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("title", name);
    description.put("description", words + " A tombstone: a key without a value.");
    description.put("payload", Map.of("type", "null"));
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("key", text(null, null, "That of the record which is gone."));
    description.put("bindings", kafka(binding));
    return new Message(name, List.of(topic.name()), description);
  }

  private static Message deadLetter() {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put(DeadLetter.ORIGIN_TOPIC, text(null, null, "Where the record stands: its topic,"));
    headers.put(DeadLetter.ORIGIN_PARTITION, text("pattern", "^\\d+$", "its partition,"));
    headers.put(DeadLetter.ORIGIN_OFFSET, text("pattern", "^\\d+$", "its offset,"));
    headers.put(
        DeadLetter.ORIGIN_TIMESTAMP,
        text("pattern", "^-?\\d+$", "and its time, in milliseconds since the epoch."));
    headers.put(DeadLetter.REASON, text(null, null, "Why it is refused, in one line."));
    headers.put(DeadLetter.CONSUMER, text(null, null, "The group that refuses it."));
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("required", List.copyOf(headers.keySet()));
    schema.put("properties", headers);
    Map<String, Object> description = new LinkedHashMap<>();
    description.put("title", "DeadLetter");
    description.put(
        "description",
        "A record that cannot be read or is refused: key and value as they were, unless they are"
            + " larger than %,d bytes.".formatted(DeadLetter.MOST_BYTES));
    description.put("contentType", "application/octet-stream");
    description.put("headers", schema);
    Map<String, Object> binding = new LinkedHashMap<>();
    binding.put("key", Map.of("description", "Whatever it was."));
    description.put("bindings", kafka(binding));
    List<String> topics =
        Topics.ALL.stream().map(Topic::name).filter(name -> name.endsWith("-dlt")).toList();
    return new Message("DeadLetter", topics, description);
  }

  private static Map<String, Object> text(String keyword, String value, String words) {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "string");
    if (keyword != null) {
      schema.put(keyword, value);
    }
    schema.put("description", words);
    return schema;
  }

  static Map<String, Object> kafka(Map<String, Object> binding) {
    Map<String, Object> versioned = new LinkedHashMap<>(binding);
    versioned.put("bindingVersion", BINDING);
    return Map.of("kafka", versioned);
  }
}
