package io.kubeterminal.testing.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.serde.RegistryClient;
import io.kubeterminal.serde.RegistryRefusal;
import io.kubeterminal.serde.RegistrySettings;
import io.kubeterminal.serde.Unreadable;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our client against a registry server that is neither ours nor Confluent's. */
class ApicurioIT {

  private static Apicurio apicurio;

  @BeforeAll
  static void start() throws Exception {
    apicurio = Apicurio.start(Path.of(System.getProperty("kube-terminal.apicurio")));
  }

  @AfterAll
  static void stop() {
    apicurio.close();
  }

  @Test
  void every_record_is_registered_written_and_read() {
    try (RecordSerializer serializer = serializer(Map.of());
        RecordDeserializer deserializer = deserializer()) {
      for (SpecificRecord record : InteropRecords.all()) {
        byte[] bytes = serializer.serialize("every", record);
        assertThat(deserializer.deserialize("every", bytes)).isEqualTo(record);
      }
    }
  }

  @Test
  void a_new_subject_gets_our_level_and_an_operators_level_stays() throws Exception {
    String subject = "-" + InteropRecords.requested().getSchema().getFullName();
    try (RecordSerializer serializer = serializer(Map.of());
        RegistryClient client = client()) {
      serializer.serialize("levels", InteropRecords.requested());
      assertThat(apicurio.get("/config/levels" + subject)).contains("\"FULL_TRANSITIVE\"");

      client.setCompatibility("operated" + subject, "FORWARD");
      serializer.serialize("operated", InteropRecords.requested());
      assertThat(apicurio.get("/config/operated" + subject)).contains("\"FORWARD\"");
    }
  }

  @Test
  void an_incompatible_schema_is_refused() {
    try (RegistryClient client = client()) {
      client.setCompatibility("strict", "FULL_TRANSITIVE");
      client.register("strict", record("a"));
      assertThatThrownBy(() -> client.register("strict", record("b")))
          .isInstanceOfSatisfying(
              RegistryRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(409));
    }
  }

  @Test
  void without_auto_register_schemas_what_others_registered_is_found_and_nothing_else() {
    Map<String, String> lookUp = Map.of("auto.register.schemas", "false");
    try (RecordSerializer writer = serializer(Map.of());
        RecordSerializer reader = serializer(lookUp)) {
      assertThatThrownBy(() -> reader.serialize("found", InteropRecords.requested()))
          .isInstanceOfSatisfying(
              RegistryRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(404));
      byte[] written = writer.serialize("found", InteropRecords.requested());
      assertThat(reader.serialize("found", InteropRecords.requested())).isEqualTo(written);
    }
  }

  @Test
  void an_id_it_does_not_know_is_unreadable() {
    try (RecordDeserializer deserializer = deserializer()) {
      byte[] bytes = {0, 0x7f, 0, 0, 1, 0};
      assertThatThrownBy(() -> deserializer.deserialize("t", bytes)).isInstanceOf(Unreadable.class);
    }
  }

  private static Schema record(String field) {
    return SchemaBuilder.record("R").fields().requiredInt(field).endRecord();
  }

  private static RegistryClient client() {
    return new RegistryClient(RegistrySettings.from(settings(Map.of())));
  }

  private static RecordSerializer serializer(Map<String, String> more) {
    RecordSerializer serializer = new RecordSerializer();
    serializer.configure(settings(more), false);
    return serializer;
  }

  private static RecordDeserializer deserializer() {
    RecordDeserializer deserializer = new RecordDeserializer();
    deserializer.configure(settings(Map.of()), false);
    return deserializer;
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("schema.registry.url", apicurio.url()));
    settings.putAll(more);
    return settings;
  }
}
