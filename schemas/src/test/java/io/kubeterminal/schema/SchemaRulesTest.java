package io.kubeterminal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SchemaRulesTest {

  @TestFactory
  Stream<DynamicTest> every_type_and_field_says_what_it_is() {
    return each(schema -> assertThat(undocumented(schema)).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> a_field_that_may_hold_a_credential_is_sealed() {
    return each(schema -> assertThat(inClear(schema)).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> times_are_timestamps_and_ids_are_uuids() {
    return each(schema -> assertThat(untyped(schema)).isEmpty());
  }

  @TestFactory
  Stream<DynamicTest> an_enum_has_a_default_for_symbols_to_come() {
    return ContractSchemas.all().stream()
        .flatMap(schema -> Stream.concat(Stream.of(schema), nested(schema)))
        .filter(schema -> schema.getType() == Schema.Type.ENUM)
        .distinct()
        .map(
            schema ->
                DynamicTest.dynamicTest(
                    schema.getName(),
                    () -> assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN")));
  }

  @TestFactory
  Stream<DynamicTest> an_optional_field_is_null_unless_set() {
    return each(
        schema ->
            assertThat(schema.getFields())
                .filteredOn(field -> field.schema().isNullable())
                .allSatisfy(
                    field -> assertThat(field.hasDefaultValue()).as(field.name()).isTrue()));
  }

  @Test
  void the_rules_bite() {
    Schema bad =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Bad", "doc": "x", "fields": [
                  {"name": "userToken", "type": "string", "doc": "a token"},
                  {"name": "kubeconfig", "type": ["null", "string"], "default": null, "doc": " "},
                  {"name": "endedAt", "type": "long", "doc": "when"},
                  {"name": "terminalId", "type": "string", "doc": "who"}]}
                """);
    assertThat(inClear(bad)).containsExactly("userToken", "kubeconfig");
    assertThat(undocumented(bad)).containsExactly("kubeconfig");
    assertThat(untyped(bad)).containsExactly("endedAt", "terminalId");
  }

  private static Stream<DynamicTest> each(Consumer<Schema> rule) {
    return records().values().stream()
        .map(schema -> DynamicTest.dynamicTest(schema.getName(), () -> rule.accept(schema)));
  }

  private static Map<String, Schema> records() {
    Map<String, Schema> records = new LinkedHashMap<>();
    ContractSchemas.all().stream()
        .filter(schema -> schema.getType() == Schema.Type.RECORD)
        .forEach(schema -> records.put(schema.getFullName(), schema));
    return records;
  }

  private static List<String> undocumented(Schema schema) {
    List<String> names = new ArrayList<>();
    if (blank(schema.getDoc())) {
      names.add(schema.getName());
    }
    schema.getFields().stream()
        .filter(field -> blank(field.doc()))
        .map(Field::name)
        .forEach(names::add);
    nested(schema).filter(type -> blank(type.getDoc())).map(Schema::getName).forEach(names::add);
    return names;
  }

  private static List<String> inClear(Schema schema) {
    return schema.getFields().stream()
        .map(Field::name)
        .filter(SchemaRulesTest::soundsSecret)
        .filter(name -> !name.startsWith("sealed") && !name.equals("credentialKind"))
        .toList();
  }

  private static boolean soundsSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return Stream.of("token", "kubeconfig", "credential", "password", "secret")
        .anyMatch(lower::contains);
  }

  private static List<String> untyped(Schema schema) {
    return schema.getFields().stream()
        .filter(
            field ->
                field.name().endsWith("Id") && !is(field, LogicalTypes.uuid())
                    || (field.name().endsWith("At") || field.name().equals("since"))
                        && !is(field, LogicalTypes.timestampMillis()))
        .map(Field::name)
        .toList();
  }

  private static boolean is(Field field, LogicalType type) {
    return branches(field.schema()).anyMatch(schema -> type.equals(schema.getLogicalType()));
  }

  private static Stream<Schema> nested(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      return Stream.of();
    }
    return schema.getFields().stream()
        .flatMap(field -> branches(field.schema()))
        .filter(type -> type.getType() == Schema.Type.ENUM || type.getType() == Schema.Type.RECORD);
  }

  private static Stream<Schema> branches(Schema schema) {
    return schema.isUnion() ? schema.getTypes().stream() : Stream.of(schema);
  }

  private static boolean blank(String doc) {
    return doc == null || doc.isBlank();
  }
}
