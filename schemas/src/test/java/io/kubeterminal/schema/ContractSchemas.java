package io.kubeterminal.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The schemas of this build, found by their files, so that no test can forget one. */
public final class ContractSchemas {

  private ContractSchemas() {}

  /** Every named type, nested ones included. */
  public static List<Schema> all() {
    try (Stream<Path> files = Files.list(Path.of("src/main/avro"))) {
      return files
          .map(file -> file.getFileName().toString())
          .sorted()
          .map(ContractSchemas::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those that are a record's value on a topic. */
  public static List<Schema> values() {
    return all().stream()
        .filter(schema -> schema.getType() == Schema.Type.RECORD)
        .filter(schema -> !schema.getName().equals("Endpoint"))
        .toList();
  }

  private static Schema of(String file) {
    String name = "io.kubeterminal.schema." + file.replace(".avsc", "");
    try {
      return SpecificData.get().getSchema(Class.forName(name));
    } catch (ClassNotFoundException e) {
      throw new AssertionError(file + " has no generated class", e);
    }
  }
}
