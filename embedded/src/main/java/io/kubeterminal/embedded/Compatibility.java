package io.kubeterminal.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/** Which changes of a subject's schema a compatibility level lets pass. */
enum Compatibility {
  NONE(false, false, false),
  /** The new schema reads what the last one wrote. */
  BACKWARD(true, false, false),
  BACKWARD_TRANSITIVE(true, false, true),
  /** The last schema reads what the new one writes. */
  FORWARD(false, true, false),
  FORWARD_TRANSITIVE(false, true, true),
  FULL(true, true, false),
  FULL_TRANSITIVE(true, true, true);

  private final boolean readsOlder;
  private final boolean readByOlder;
  private final boolean transitive;

  Compatibility(boolean readsOlder, boolean readByOlder, boolean transitive) {
    this.readsOlder = readsOlder;
    this.readByOlder = readByOlder;
    this.transitive = transitive;
  }

  static Compatibility of(String level) {
    try {
      return valueOf(level.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw RegistryError.invalidLevel(level);
    }
  }

  /**
   * What speaks against {@code schema} after {@code earlier}; empty when nothing does.
   *
   * @param earlier the subject's schemas, oldest first; all count if the level is transitive, else
   *     only the last
   */
  List<String> objections(Schema schema, List<Schema> earlier) {
    List<String> objections = new ArrayList<>();
    int first = transitive ? 0 : Math.max(0, earlier.size() - 1);
    for (Schema old : earlier.subList(first, earlier.size())) {
      if (readsOlder) {
        objections.addAll(
            objections("the new schema cannot read an older one's data", schema, old));
      }
      if (readByOlder) {
        objections.addAll(
            objections("an older schema cannot read the new one's data", old, schema));
      }
    }
    return objections;
  }

  private static List<String> objections(String direction, Schema reader, Schema writer) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() == SchemaCompatibilityType.COMPATIBLE) {
      return List.of();
    }
    return pair.getResult().getIncompatibilities().stream()
        .map(
            found ->
                "%s: %s at %s (%s)"
                    .formatted(direction, found.getType(), found.getLocation(), found.getMessage()))
        .toList();
  }
}
