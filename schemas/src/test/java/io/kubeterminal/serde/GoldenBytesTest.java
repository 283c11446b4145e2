package io.kubeterminal.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.ContractSchemas;
import io.kubeterminal.schema.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes of one record of each kind, kept as hex: what was written once is read for ever. */
class GoldenBytesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  private final FakeRegistry registry = new FakeRegistry();
  private final RecordSerializer serializer = new RecordSerializer();
  private final RecordDeserializer deserializer = new RecordDeserializer();

  @BeforeEach
  void configure() {
    registry.answer("*", 200, "{\"id\": 258, \"compatibilityLevel\": \"FULL_TRANSITIVE\"}");
    serializer.configure(Map.of(RegistrySettings.URL, registry.url()), false);
    deserializer.configure(Map.of(RegistrySettings.URL, registry.url()), false);
  }

  @AfterEach
  void close() {
    serializer.close();
    deserializer.close();
    registry.close();
  }

  static Stream<SpecificRecord> samples() {
    return Samples.all().stream();
  }

  @ParameterizedTest
  @MethodSource("samples")
  void a_record_is_written_as_ever(SpecificRecord record) throws IOException {
    byte[] bytes = serializer.serialize("topic", record);
    assertThat(HexFormat.of().formatHex(bytes)).isEqualTo(golden(record.getSchema()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void what_was_written_is_read(SpecificRecord record) throws IOException {
    Schema schema = RegisteredSchema.of(record.getSchema());
    registry.answer(
        "GET /schemas/ids/258",
        200,
        GenericData.get().toString(Map.of("schema", schema.toString())));
    byte[] bytes = HexFormat.of().parseHex(golden(record.getSchema()));
    assertThat(deserializer.deserialize("topic", bytes)).isEqualTo(record);
  }

  @Test
  void the_wire_format_is_zero_then_the_schema_id_then_the_body() {
    byte[] bytes = serializer.serialize("topic", samples().findFirst().orElseThrow());
    assertThat(bytes[0]).isZero();
    assertThat(ByteBuffer.wrap(bytes, 1, 4).getInt()).isEqualTo(258);
    // Beacon: "api-1" as its length, zigzag, and its UTF-8.
    assertThat(bytes).startsWith(new byte[] {0, 0, 0, 1, 2, 10, 'a', 'p', 'i', '-', '1'});
  }

  @Test
  void every_kind_of_record_has_golden_bytes_and_no_file_is_left_over() throws IOException {
    try (Stream<Path> files = Files.list(GOLDEN)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(
              ContractSchemas.values().stream().map(schema -> schema.getName() + ".hex").toList());
    }
  }

  private static String golden(Schema schema) throws IOException {
    return Files.readString(GOLDEN.resolve(schema.getName() + ".hex")).strip();
  }
}
