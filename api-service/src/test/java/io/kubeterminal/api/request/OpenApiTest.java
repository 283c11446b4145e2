package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** openapi.yaml is what the official schemas of OpenAPI 3.1 and of JSON Schema 2020-12 take. */
class OpenApiTest {

  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
  private static final Schema OFFICIAL = official();
  private static final Schema OF_SCHEMAS =
      SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  @Test
  void itIsValid() {
    assertThat(OFFICIAL.validate(document())).isEmpty();
  }

  @Test
  void soIsEachOfItsSchemas() {
    List<JsonNode> schemas = schemas(document());
    assertThat(schemas)
        .hasSizeGreaterThan(30)
        .allSatisfy(schema -> assertThat(OF_SCHEMAS.validate(schema)).isEmpty());
  }

  @Test
  void everyReferenceLeadsSomewhere() {
    JsonNode document = document();
    assertThat(document.findValues("$ref"))
        .isNotEmpty()
        .allSatisfy(it -> assertThat(document.at(it.asString().substring(1)).isObject()).isTrue());
  }

  @Test
  void whatIsNotValidIsFound() {
    ObjectNode noInfo = document();
    noInfo.remove("info");
    ObjectNode response = document();
    ((ObjectNode) response.at("/paths/~1openapi.yaml/get/responses/200")).remove("description");
    ObjectNode method = document();
    ((ObjectNode) method.at("/paths/~1openapi.yaml")).put("fetch", "x");
    assertThat(Stream.of(noInfo, response, method))
        .allSatisfy(document -> assertThat(OFFICIAL.validate(document)).isNotEmpty());
    List<Error> ofType = OF_SCHEMAS.validate(JsonMapper.shared().readTree("{\"type\": \"text\"}"));
    assertThat(ofType).isNotEmpty();
  }

  /** Wherever they stand: components are reached by references alone. */
  private static List<JsonNode> schemas(JsonNode document) {
    return Stream.concat(
            document.findValues("schema").stream(),
            document.at("/components/schemas").valueStream())
        .toList();
  }

  private static ObjectNode document() {
    return JsonMapper.shared().valueToTree(OpenApiDocument.read().content());
  }

  private static Schema official() {
    try (InputStream file = OpenApiTest.class.getResourceAsStream("/openapi/schema-3.1.json")) {
      return SCHEMAS.getSchema(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
