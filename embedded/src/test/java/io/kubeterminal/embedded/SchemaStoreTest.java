package io.kubeterminal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SchemaStoreTest {

  private static final String INT = "\"int\"";
  private static final String LONG = "\"long\"";
  private static final String STRING = "\"string\"";

  private final List<RegistryEntry> log = new ArrayList<>();
  private final SchemaStore store = new SchemaStore(log::add);

  @Test
  void registering_again_is_the_same_as_once() {
    int id = store.register("s", INT);
    assertThat(store.register("s", " { \"type\" : \"int\" } ")).isEqualTo(id);
    assertThat(store.versions("s")).containsExactly(1);
    assertThat(log).hasSize(1);
  }

  @Test
  void an_id_belongs_to_the_text_whatever_the_subject() {
    int id = store.register("one", INT);
    assertThat(store.register("two", INT)).isEqualTo(id);
    assertThat(store.register("three", STRING)).isNotEqualTo(id);
    assertThat(store.schema(id)).isEqualTo(INT);
    assertThat(store.subjects()).containsExactly("one", "three", "two");
  }

  @Test
  void versions_count_within_their_subject() {
    store.register("s", INT);
    int second = store.register("s", LONG);
    assertThat(store.versions("s")).containsExactly(1, 2);
    assertThat(store.version("s", "1").schema()).isEqualTo(INT);
    assertThat(store.version("s", "latest").id()).isEqualTo(second);
    assertThat(store.lookUp("s", LONG).version()).isEqualTo(2);
  }

  @Test
  void an_incompatible_schema_is_refused_and_leaves_no_trace() {
    store.register("s", INT);
    assertRefused(409, () -> store.register("s", STRING));
    assertThat(store.versions("s")).containsExactly(1);
    assertThat(log).hasSize(1);
  }

  @Test
  void a_subject_has_its_own_level_or_the_default() {
    store.register("s", INT);
    assertThat(store.level("s")).isEmpty();
    assertThat(store.defaultLevel()).isEqualTo(Compatibility.BACKWARD);

    store.setLevel("s", Compatibility.NONE);
    assertThat(store.level("s")).isEqualTo(Optional.of(Compatibility.NONE));
    assertThat(store.register("s", STRING)).isEqualTo(2);

    store.register("other", INT);
    store.setLevel(null, Compatibility.FULL);
    assertRefused(409, () -> store.register("other", LONG));
  }

  @Test
  void a_proposed_schema_is_judged_against_one_version() {
    store.setLevel("s", Compatibility.FULL);
    store.register("s", INT);
    assertThat(store.objections("s", "latest", INT)).isEmpty();
    assertThat(store.objections("s", "1", STRING)).isNotEmpty();
    assertThat(store.versions("s")).containsExactly(1);
  }

  @Test
  void a_deleted_subject_is_gone_but_its_ids_are_not() {
    int id = store.register("s", INT);
    assertThat(store.delete("s")).containsExactly(1);
    assertThat(store.subjects()).isEmpty();
    assertThat(store.schema(id)).isEqualTo(INT);
    assertRefused(40401, () -> store.versions("s"));

    assertThat(store.register("s", STRING)).as("nothing to be compatible with").isEqualTo(2);
    assertThat(store.versions("s")).as("a number is never given twice").containsExactly(2);
    assertThat(store.register("s2", INT)).isEqualTo(id);
  }

  @Test
  void the_log_alone_gives_the_same_registry_again() {
    store.setLevel(null, Compatibility.NONE);
    store.setLevel("s", Compatibility.FULL_TRANSITIVE);
    store.register("s", INT);
    store.register("t", STRING);
    store.delete("t");
    SchemaStore again = new SchemaStore(entry -> {});
    log.forEach(again::apply);

    assertThat(again.defaultLevel()).isEqualTo(Compatibility.NONE);
    assertThat(again.level("s")).contains(Compatibility.FULL_TRANSITIVE);
    assertThat(again.subjects()).containsExactly("s");
    assertThat(again.register("s", INT)).isEqualTo(1);
    assertThat(again.register("t", STRING)).isEqualTo(2);
    assertThat(again.register("u", LONG)).isEqualTo(3);
  }

  @Test
  void what_the_log_did_not_take_is_not_known() {
    SchemaStore broken =
        new SchemaStore(
            entry -> {
              throw new IllegalStateException("log is full");
            });
    assertThatThrownBy(() -> broken.register("s", INT)).hasMessage("log is full");
    assertThat(broken.subjects()).isEmpty();
    assertRefused(40403, () -> broken.schema(1));
  }

  @Test
  void refusals_carry_the_codes_that_clients_know() {
    store.register("s", INT);
    assertRefused(40401, () -> store.lookUp("unknown", INT));
    assertRefused(40403, () -> store.lookUp("s", STRING));
    assertRefused(40402, () -> store.version("s", "2"));
    assertRefused(42202, () -> store.version("s", "0"));
    assertRefused(42202, () -> store.version("s", "newest"));
    assertRefused(42201, () -> store.register("s", "{\"type\":\"integer\"}"));
    assertRefused(42201, () -> store.register("s", "not a schema"));
    assertRefused(40403, () -> store.schema(99));
  }

  private static void assertRefused(int code, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            RegistryError.class, error -> assertThat(error.code()).isEqualTo(code));
  }
}
