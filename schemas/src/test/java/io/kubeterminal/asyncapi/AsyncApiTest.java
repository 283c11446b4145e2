package io.kubeterminal.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The document is what the schemas say, and what the official schema of AsyncAPI 3.0 takes. */
class AsyncApiTest {

  private static final Path FILE = Path.of("src/main/resources/schemas/asyncapi.yaml");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Schema OFFICIAL = official();

  @BeforeAll
  static void write() throws IOException {
    if ("write".equals(System.getProperty("asyncapi"))) {
      Files.writeString(FILE, AsyncApiDocument.text());
    }
  }

  @Test
  void the_kept_document_is_the_one_of_these_schemas() {
    assertThat(FILE)
        .as("differs: ./mvnw -pl schemas test -Dtest=AsyncApiTest -Dasyncapi=write")
        .hasContent(AsyncApiDocument.text());
  }

  @Test
  void it_is_valid() {
    assertThat(errors(document())).isEmpty();
  }

  @Test
  void what_is_not_valid_is_found() {
    ObjectNode action = document();
    ((ObjectNode) action.at("/operations").iterator().next()).put("action", "sends");
    ObjectNode topic = document();
    ((ObjectNode) topic.at("/channels/terminals/bindings/kafka")).put("partitions", "twelve");
    ObjectNode message = document();
    ((ObjectNode) message.at("/components/messages/Heartbeat")).put("schema", "x");
    assertThat(List.of(action, topic, message))
        .allSatisfy(document -> assertThat(errors(document)).isNotEmpty());
  }

  @Test
  void every_reference_leads_somewhere() {
    JsonNode document = document();
    List<String> references =
        document.findValues("$ref").stream().map(JsonNode::asString).distinct().toList();
    assertThat(references)
        .hasSizeGreaterThan(20)
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.substring(1)).isObject()).as(reference).isTrue());
  }

  @Test
  void every_topic_has_a_writer_and_every_message_one_who_sends_it() {
    JsonNode document = document();
    List<String> sent =
        document
            .at("/operations")
            .valueStream()
            .filter(operation -> operation.path("action").asString().equals("send"))
            .flatMap(operation -> operation.path("messages").valueStream())
            .map(message -> message.path("$ref").asString())
            .toList();
    assertThat(document.at("/channels").propertyNames())
        .containsExactlyElementsOf(Topics.ALL.stream().map(Topic::name).toList());
    document
        .at("/channels")
        .forEachEntry(
            (topic, channel) ->
                channel
                    .path("messages")
                    .propertyNames()
                    .forEach(
                        message ->
                            assertThat(sent)
                                .contains("#/channels/%s/messages/%s".formatted(topic, message))));
  }

  private static ObjectNode document() {
    return (ObjectNode) YAML.readTree(FILE.toFile());
  }

  private static List<Error> errors(JsonNode document) {
    return OFFICIAL.validate(document);
  }

  private static Schema official() {
    try (InputStream file = AsyncApiTest.class.getResourceAsStream("/asyncapi/3.0.0.json")) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
