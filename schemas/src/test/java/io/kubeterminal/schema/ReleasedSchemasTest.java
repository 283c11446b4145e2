package io.kubeterminal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.serde.RegisteredSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each release keeps a copy of its schemas in {@code released/<version>}. The folder of the version
 * that is being built follows the sources: {@code ./mvnw -pl schemas test
 * -Dtest=ReleasedSchemasTest -Dkube-terminal.keep-schemas=true} writes it. The folders of earlier
 * versions are never touched.
 */
class ReleasedSchemasTest {

  private static final Path RELEASED = Path.of("src/test/resources/released");

  private static final Path CURRENT =
      RELEASED.resolve(System.getProperty("kube-terminal.version").replace("-SNAPSHOT", ""));

  @BeforeAll
  static void keep() throws IOException {
    if (Boolean.getBoolean("kube-terminal.keep-schemas")) {
      Files.createDirectories(CURRENT);
      for (Schema schema : ContractSchemas.values()) {
        Files.writeString(copy(schema), text(schema));
      }
    }
  }

  @TestFactory
  Stream<DynamicTest> the_version_being_built_has_a_kept_copy_of_each_schema() {
    return each(schema -> assertThat(copy(schema)).hasContent(text(schema)));
  }

  @TestFactory
  Stream<DynamicTest> each_schema_reads_and_is_read_by_all_its_versions() {
    return each(
        schema -> {
          List<Schema> kept = kept(schema.getName());
          assertThat(kept).as("kept copies").isNotEmpty();
          assertThat(kept).allSatisfy(old -> assertThat(breaks(old, schema)).isEmpty());
        });
  }

  @Test
  void no_released_schema_has_vanished() {
    List<String> names = ContractSchemas.values().stream().map(Schema::getName).toList();
    assertThat(files()).allSatisfy(file -> assertThat(names).contains(name(file)));
  }

  @Test
  void a_change_that_old_or_new_readers_cannot_read_is_found() {
    Schema before = kept("TerminalFailed").getLast();
    String text = before.toString();

    String renamed = text.replace("\"message\"", "\"words\"");
    assertThat(breaks(before, parse(renamed)))
        .as("a field renamed")
        .containsExactly("new reads old", "old reads new");

    String added = text.replace("\"fields\":[", "\"fields\":[{\"name\":\"x\",\"type\":\"int\"},");
    assertThat(breaks(before, parse(added)))
        .as("a field without a default added")
        .containsExactly("new reads old");

    String retyped =
        text.replace(
            "\"name\":\"message\",\"type\":\"string\"", "\"name\":\"message\",\"type\":\"int\"");
    assertThat(breaks(before, parse(retyped)))
        .as("a type changed")
        .containsExactly("new reads old", "old reads new");

    String grown = text.replace("\"symbols\":[", "\"symbols\":[\"NEW\",");
    assertThat(breaks(before, parse(grown))).as("a symbol added to an enum").isEmpty();
    assertThat(List.of(renamed, added, retyped, grown)).doesNotContain(text);
  }

  private static Stream<DynamicTest> each(Consumer<Schema> rule) {
    return ContractSchemas.values().stream()
        .map(schema -> DynamicTest.dynamicTest(schema.getName(), () -> rule.accept(schema)));
  }

  private static Path copy(Schema schema) {
    return CURRENT.resolve(schema.getName() + ".avsc");
  }

  private static String text(Schema schema) {
    return RegisteredSchema.of(schema).toString(true) + "\n";
  }

  private static List<String> breaks(Schema before, Schema after) {
    List<String> broken = new ArrayList<>();
    if (!reads(after, before)) {
      broken.add("new reads old");
    }
    if (!reads(before, after)) {
      broken.add("old reads new");
    }
    return broken;
  }

  private static boolean reads(Schema reader, Schema writer) {
    return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer).getType()
        == SchemaCompatibilityType.COMPATIBLE;
  }

  private static List<Schema> kept(String name) {
    return files().stream()
        .filter(file -> name(file).equals(name))
        .map(
            file -> {
              try {
                return parse(Files.readString(file));
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            })
        .toList();
  }

  private static List<Path> files() {
    try (Stream<Path> files = Files.walk(RELEASED)) {
      return files.filter(file -> file.toString().endsWith(".avsc")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString().replace(".avsc", "");
  }

  private static Schema parse(String text) {
    return new Schema.Parser().parse(text);
  }
}
