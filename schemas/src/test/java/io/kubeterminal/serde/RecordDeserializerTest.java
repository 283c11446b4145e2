package io.kubeterminal.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Samples;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.serde.FakeRegistry.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecordDeserializerTest {

  private static final String GET_SCHEMA = "GET /schemas/ids/7";
  private static final byte[] WRITTEN = written(Samples.requested());

  private final FakeRegistry registry = new FakeRegistry();
  private final RecordDeserializer deserializer = new RecordDeserializer();

  @BeforeEach
  void configure() {
    registry.answer(GET_SCHEMA, schema(TerminalRequested.getClassSchema()));
    deserializer.configure(
        Map.of("schema.registry.url", registry.url(), "http.read.timeout.ms", "300"), false);
  }

  @AfterEach
  void close() {
    deserializer.close();
    registry.close();
  }

  @Test
  void the_registry_is_asked_once_for_an_id_and_may_then_go_away() {
    assertThat(deserializer.deserialize("t", WRITTEN)).isEqualTo(Samples.requested());
    registry.close();
    assertThat(deserializer.deserialize("t", WRITTEN)).isEqualTo(Samples.requested());
    assertThat(registry.requests()).containsExactly(GET_SCHEMA);
  }

  @Test
  void a_tombstone_is_null() {
    assertThat(deserializer.deserialize("t", null)).isNull();
  }

  static Stream<Arguments> outages() {
    return Stream.of(
        Arguments.of("500", new Answer(500, "")),
        Arguments.of("503", new Answer(503, "{\"error_code\": 50301, \"message\": \"later\"}")),
        Arguments.of("429", new Answer(429, "{}")),
        Arguments.of("silence", FakeRegistry.SILENCE),
        Arguments.of("a page of a proxy", new Answer(404, "<html>not found</html>")),
        Arguments.of("404 of no registry", new Answer(404, "{\"error\": \"no such page\"}")),
        Arguments.of("wrong credentials", new Answer(401, "{\"error_code\": 40101}")),
        Arguments.of("no rights", new Answer(403, "{\"error_code\": 40301}")),
        Arguments.of("an answer of something else", new Answer(200, "{\"hello\": \"world\"}")),
        Arguments.of("a schema that is none", new Answer(200, "{\"schema\": \"{]\"}")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("outages")
  void a_registry_in_trouble_is_no_fault_of_the_record(String name, Answer answer) {
    registry.answer(GET_SCHEMA, answer);
    assertThatThrownBy(() -> deserializer.deserialize("t", WRITTEN))
        .isInstanceOf(RegistryUnavailable.class);
    registry.answer(GET_SCHEMA, schema(TerminalRequested.getClassSchema()));
    assertThat(deserializer.deserialize("t", WRITTEN)).isEqualTo(Samples.requested());
  }

  static Stream<Arguments> garbage() {
    byte[] otherMagic = WRITTEN.clone();
    otherMagic[0] = 1;
    byte[] otherId = WRITTEN.clone();
    otherId[4] = 99;
    byte[] hugeLength = {0, 0, 0, 0, 7, -2, -1, -1, -1, 15, 'x'};
    byte[] negativeLength = {0, 0, 0, 0, 7, 1, 'x'};
    return Stream.of(
        Arguments.of("nothing", new byte[0]),
        Arguments.of("less than a header", new byte[] {0, 0, 0, 7}),
        Arguments.of("only a header", new byte[] {0, 0, 0, 0, 7}),
        Arguments.of("another magic byte", otherMagic),
        Arguments.of("an id nobody registered", otherId),
        Arguments.of("text", "hunter2 hunter2 hunter2".getBytes()),
        Arguments.of("cut off", Arrays.copyOf(WRITTEN, WRITTEN.length - 1)),
        Arguments.of("bytes left over", Arrays.copyOf(WRITTEN, WRITTEN.length + 1)),
        Arguments.of("a string of 2 GB", hugeLength),
        Arguments.of("a negative length", negativeLength));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("garbage")
  void bytes_that_are_no_record_are_unreadable_for_good(String name, byte[] bytes) {
    assertThatThrownBy(() -> deserializer.deserialize("t", bytes))
        .isInstanceOf(Unreadable.class)
        .satisfies(e -> assertThat(all(e)).doesNotContain("hunter2").doesNotContain("a.b.c.d.e"));
  }

  @ParameterizedTest
  @MethodSource
  void a_schema_that_is_no_record_of_ours_is_unreadable_and_loads_no_class(String schema) {
    registry.answer(GET_SCHEMA, schema(new Schema.Parser().parse(schema)));
    assertThatThrownBy(() -> deserializer.deserialize("t", WRITTEN)).isInstanceOf(Unreadable.class);
  }

  static Stream<String> a_schema_that_is_no_record_of_ours_is_unreadable_and_loads_no_class() {
    return Stream.of(
        "\"string\"",
        "[\"null\", \"string\"]",
        "{\"type\": \"record\", \"name\": \"Foreign\", \"fields\": []}",
        "{\"type\": \"record\", \"name\": \"io.kubeterminal.schema.Unheard\", \"fields\": []}",
        "{\"type\": \"record\", \"name\": \"java.lang.Runtime\", \"fields\": []}",
        "{\"type\": \"enum\", \"name\": \"io.kubeterminal.schema.EndReason\", \"symbols\":"
            + " [\"A\"]}",
        // A record of ours by name whose fields cannot become ours.
        "{\"type\": \"record\", \"name\": \"io.kubeterminal.schema.Heartbeat\","
            + " \"fields\": [{\"name\": \"sentAt\", \"type\": \"string\"}]}");
  }

  @Test
  void a_later_writer_with_more_fields_and_symbols_is_understood() throws IOException {
    String text = TerminalFailed.getClassSchema().toString();
    Schema later =
        new Schema.Parser()
            .parse(
                text.replace("\"symbols\":[", "\"symbols\":[\"METEORITE\",")
                    .replace(
                        "\"fields\":[", "\"fields\":[{\"name\":\"extra\",\"type\":\"long\"},"));
    GenericRecord record = new GenericData.Record(later);
    record.put("extra", 5L);
    record.put("terminalId", Samples.ID.toString());
    record.put(
        "reason", new GenericData.EnumSymbol(later.getField("reason").schema(), "METEORITE"));
    record.put("message", "boom");
    record.put("observedAt", Samples.TIME.toEpochMilli());
    registry.answer(GET_SCHEMA, schema(later));

    assertThat(deserializer.deserialize("t", bytes(later, record)))
        .isEqualTo(new TerminalFailed(Samples.ID, EndReason.UNKNOWN, "boom", Samples.TIME));
  }

  private static Answer schema(Schema schema) {
    return new Answer(
        200, new ObjectMapper().createObjectNode().put("schema", schema.toString()).toString());
  }

  private static byte[] written(SpecificRecord record) {
    try (FakeRegistry registry = new FakeRegistry().answer("*", 200, "{\"id\": 7}");
        RecordSerializer serializer = new RecordSerializer()) {
      registry.answer(
          "GET /config/t-io.kubeterminal.schema.TerminalRequested", FakeRegistry.NOT_FOUND);
      serializer.configure(Map.of("schema.registry.url", registry.url()), false);
      return serializer.serialize("t", record);
    }
  }

  private static byte[] bytes(Schema schema, GenericRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[] {0, 0, 0, 0, 7});
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static String all(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
