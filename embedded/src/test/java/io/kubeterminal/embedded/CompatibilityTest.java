package io.kubeterminal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompatibilityTest {

  private static final String A = "{'name': 'a', 'type': 'int'}";
  private static final String B = "{'name': 'b', 'type': 'int'}";
  private static final String B_WITH_DEFAULT = "{'name': 'b', 'type': 'int', 'default': 0}";

  private enum Change {
    /** Old readers ignore it, new readers miss it in old data. */
    FIELD_ADDED(record(A), record(A, B)),
    /** New readers ignore it, old readers miss it in new data. */
    FIELD_REMOVED(record(A, B), record(A)),
    OPTIONAL_FIELD_ADDED(record(A), record(A, B_WITH_DEFAULT)),
    OPTIONAL_FIELD_REMOVED(record(A, B_WITH_DEFAULT), record(A)),
    TYPE_CHANGED(record(A), record("{'name': 'a', 'type': 'string'}"));

    private final Schema before;
    private final Schema after;

    Change(Schema before, Schema after) {
      this.before = before;
      this.after = after;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FIELD_ADDED,            NONE,     true",
    "FIELD_ADDED,            BACKWARD, false",
    "FIELD_ADDED,            FORWARD,  true",
    "FIELD_ADDED,            FULL,     false",
    "FIELD_REMOVED,          NONE,     true",
    "FIELD_REMOVED,          BACKWARD, true",
    "FIELD_REMOVED,          FORWARD,  false",
    "FIELD_REMOVED,          FULL,     false",
    "OPTIONAL_FIELD_ADDED,   NONE,     true",
    "OPTIONAL_FIELD_ADDED,   BACKWARD, true",
    "OPTIONAL_FIELD_ADDED,   FORWARD,  true",
    "OPTIONAL_FIELD_ADDED,   FULL,     true",
    "OPTIONAL_FIELD_REMOVED, BACKWARD, true",
    "OPTIONAL_FIELD_REMOVED, FORWARD,  true",
    "OPTIONAL_FIELD_REMOVED, FULL,     true",
    "TYPE_CHANGED,           NONE,     true",
    "TYPE_CHANGED,           BACKWARD, false",
    "TYPE_CHANGED,           FORWARD,  false",
    "TYPE_CHANGED,           FULL,     false"
  })
  void a_level_lets_pass_what_its_readers_can_read(
      Change change, Compatibility level, boolean passes) {
    assertThat(level.objections(change.after, List.of(change.before)).isEmpty()).isEqualTo(passes);
    assertThat(transitive(level).objections(change.after, List.of(change.before)).isEmpty())
        .isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({
    "BACKWARD, true", "BACKWARD_TRANSITIVE, false",
    "FORWARD,  true", "FORWARD_TRANSITIVE,  false",
    "FULL,     true", "FULL_TRANSITIVE,     false",
    "NONE,     true"
  })
  void only_a_transitive_level_looks_behind_the_last_version(Compatibility level, boolean passes) {
    Schema ancient = record("{'name': 'a', 'type': 'string'}");
    assertThat(level.objections(record(A), List.of(ancient, record(A))).isEmpty())
        .isEqualTo(passes);
  }

  @Test
  void the_first_schema_of_a_subject_is_free() {
    for (Compatibility level : Compatibility.values()) {
      assertThat(level.objections(record(A), List.of())).isEmpty();
    }
  }

  @Test
  void an_objection_says_what_is_wrong_and_where() {
    assertThat(Compatibility.BACKWARD.objections(record(A, B), List.of(record(A))))
        .singleElement()
        .asString()
        .contains("cannot read an older one's data", "READER_FIELD_MISSING_DEFAULT_VALUE", "b");
  }

  @Test
  void levels_are_read_in_any_case_and_others_are_refused_with_what_is_allowed() {
    assertThat(Compatibility.of("full_transitive")).isEqualTo(Compatibility.FULL_TRANSITIVE);
    assertThatThrownBy(() -> Compatibility.of("loose"))
        .isInstanceOfSatisfying(RegistryError.class, e -> assertThat(e.code()).isEqualTo(42203))
        .hasMessageContaining("'loose'")
        .hasMessageContaining("full_transitive");
  }

  private static Compatibility transitive(Compatibility level) {
    return level == Compatibility.NONE ? level : Compatibility.of(level + "_TRANSITIVE");
  }

  private static Schema record(String... fields) {
    String text = "{'type': 'record', 'name': 'R', 'fields': [" + String.join(", ", fields) + "]}";
    return new Schema.Parser().parse(text.replace('\'', '"'));
  }
}
