package io.kubeterminal.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * A schema as its .avsc has it, without what Java's generated classes add: what is registered from
 * the file, by anybody, has the same id as what this build writes.
 */
final class PortableSchema {

  private static final ObjectMapper JSON = new ObjectMapper();

  private PortableSchema() {}

  static Schema of(Schema schema) {
    try {
      JsonNode json = JSON.readTree(schema.toString());
      for (JsonNode owner : json.findParents(GenericData.STRING_PROP)) {
        ((ObjectNode) owner).remove(GenericData.STRING_PROP);
      }
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a schema's own text is not JSON", e);
    }
  }
}
