package io.kubeterminal.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubeterminal.schema.Samples;
import io.kubeterminal.schema.TerminalRequested;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RecordSerializerTest {

  private static final String SUBJECT = "t-io.kubeterminal.schema.TerminalRequested";
  private static final String REGISTER = "POST /subjects/" + SUBJECT + "/versions";
  private static final String LOOK_UP = "POST /subjects/" + SUBJECT;
  private static final String GET_LEVEL = "GET /config/" + SUBJECT;
  private static final String SET_LEVEL = "PUT /config/" + SUBJECT;

  private final FakeRegistry registry =
      new FakeRegistry()
          .answer(REGISTER, 200, "{\"id\": 7}")
          .answer(GET_LEVEL, 404, "{\"error_code\": 40408, \"message\": \"no level\"}")
          .answer(SET_LEVEL, 200, "{\"compatibility\": \"FULL_TRANSITIVE\"}");

  private final RecordSerializer serializer = new RecordSerializer();

  @AfterEach
  void close() {
    serializer.close();
    registry.close();
  }

  @Test
  void the_registry_is_asked_once_and_may_then_go_away() {
    configure();
    byte[] first = serializer.serialize("t", Samples.requested());
    assertThat(registry.requests()).containsExactly(GET_LEVEL, SET_LEVEL, REGISTER);
    registry.close();
    assertThat(serializer.serialize("t", Samples.requested())).isEqualTo(first);
  }

  @Test
  void a_registry_that_is_away_from_the_start_is_told_and_asked_again() {
    configure();
    registry.answer(REGISTER, 503, "");
    assertThatThrownBy(() -> serializer.serialize("t", Samples.requested()))
        .isInstanceOf(RegistryUnavailable.class)
        .hasMessageContaining(registry.url());
    registry.answer(REGISTER, 200, "{\"id\": 7}");
    assertThat(serializer.serialize("t", Samples.requested())).isNotEmpty();
  }

  @Test
  void a_tombstone_needs_no_registry() {
    configure();
    assertThat(serializer.serialize("t", null)).isNull();
    assertThat(registry.requests()).isEmpty();
  }

  @Test
  void a_level_that_somebody_has_set_stays() {
    registry.answer(GET_LEVEL, 200, "{\"compatibilityLevel\": \"NONE\"}");
    configure();
    serializer.serialize("t", Samples.requested());
    assertThat(registry.requests()).containsExactly(GET_LEVEL, REGISTER);
  }

  @Test
  void a_registry_that_lets_no_level_be_set_still_registers() {
    registry.answer(SET_LEVEL, 403, "{\"error_code\": 40301, \"message\": \"forbidden\"}");
    configure();
    assertThat(serializer.serialize("t", Samples.requested())).startsWith(0, 0, 0, 0, 7);
  }

  @Test
  void without_auto_register_schemas_the_id_is_only_looked_up() {
    registry.answer(LOOK_UP, 200, "{\"subject\": \"s\", \"version\": 1, \"id\": 9}");
    configure(Map.of("auto.register.schemas", "false"));
    assertThat(serializer.serialize("t", Samples.requested())).startsWith(0, 0, 0, 0, 9);
    assertThat(registry.requests()).containsExactly(LOOK_UP);
  }

  @Test
  void without_auto_register_schemas_an_unknown_schema_is_refused() {
    configure(Map.of("auto.register.schemas", "false"));
    assertThatThrownBy(() -> serializer.serialize("t", Samples.requested()))
        .isInstanceOfSatisfying(
            RegistryRefusal.class, refusal -> assertThat(refusal.code()).isEqualTo(40403));
  }

  @Test
  void an_incompatible_schema_is_refused_with_the_words_of_the_registry() {
    registry.answer(REGISTER, 409, "{\"error_code\": 409, \"message\": \"owner is missing\"}");
    configure();
    assertThatThrownBy(() -> serializer.serialize("t", Samples.requested()))
        .isInstanceOfSatisfying(
            RegistryRefusal.class, refusal -> assertThat(refusal.status()).isEqualTo(409))
        .hasMessageContaining("owner is missing");
  }

  @Test
  void what_is_registered_is_the_schema_of_the_file() throws Exception {
    configure();
    serializer.serialize("t", Samples.requested());
    Schema registered =
        new Schema.Parser()
            .parse(
                new ObjectMapper().readTree(registry.bodies().getLast()).path("schema").asText());
    assertThat(registered.toString()).doesNotContain("avro.java.string");

    Schema.Parser files = new Schema.Parser();
    files.parse(Files.readString(Path.of("src/main/avro/CredentialKind.avsc")));
    Schema file = files.parse(Files.readString(Path.of("src/main/avro/TerminalRequested.avsc")));
    assertThat(registered).isEqualTo(file);
    assertThat(registered.toString()).isEqualTo(file.toString());
  }

  @Test
  void the_next_registry_answers_for_one_that_is_down() {
    try (FakeRegistry down = new FakeRegistry().answer("*", 500, "")) {
      configure(Map.of("schema.registry.url", down.url() + "," + registry.url()));
      assertThat(serializer.serialize("t", Samples.requested())).startsWith(0, 0, 0, 0, 7);
      assertThat(down.requests()).isNotEmpty();
    }
  }

  @Test
  void a_refusal_of_the_first_registry_is_final() {
    try (FakeRegistry second = new FakeRegistry()) {
      registry.answer(REGISTER, 409, "{\"error_code\": 409, \"message\": \"no\"}");
      configure(Map.of("schema.registry.url", registry.url() + "," + second.url()));
      assertThatThrownBy(() -> serializer.serialize("t", Samples.requested()))
          .isInstanceOf(RegistryRefusal.class);
      assertThat(second.requests()).isEmpty();
    }
  }

  @Test
  void credentials_are_sent_whether_set_or_in_the_url_and_never_shown() {
    String basic = "Basic dXNlcjpodW50ZXIy";
    configure(
        Map.of(
            "basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "user:hunter2"));
    serializer.serialize("t", Samples.requested());
    assertThat(registry.authorizations()).containsOnly(basic);

    try (RecordSerializer other = new RecordSerializer()) {
      registry.answer(REGISTER, 500, "");
      String url = registry.url().replace("//", "//user:hunter2@");
      other.configure(Map.of("schema.registry.url", url), false);
      assertThatThrownBy(() -> other.serialize("t", Samples.requested()))
          .isInstanceOf(RegistryUnavailable.class)
          .satisfies(e -> assertThat(all(e)).doesNotContain("hunter2"));
      assertThat(registry.authorizations()).containsOnly(basic);
    }
  }

  @Test
  void a_record_that_does_not_fit_is_refused_without_a_word_of_its_content() {
    configure();
    TerminalRequested record = Samples.requested();
    record.setSealedCredential("hunter2");
    record.setOwner(null);
    assertThatThrownBy(() -> serializer.serialize("t", record))
        .isInstanceOf(SerializationException.class)
        .hasMessageContaining("TerminalRequested")
        .satisfies(e -> assertThat(all(e)).doesNotContain("hunter2"));
  }

  @Test
  void an_answer_without_an_id_is_no_answer() {
    registry.answer(REGISTER, 200, "{\"ok\": true}");
    configure();
    assertThatThrownBy(() -> serializer.serialize("t", Samples.requested()))
        .isInstanceOf(RegistryUnavailable.class);
  }

  private void configure() {
    configure(Map.of());
  }

  private void configure(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("schema.registry.url", registry.url()));
    settings.putAll(more);
    serializer.configure(settings, false);
  }

  private static String all(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
