package io.kubeterminal.rules;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * One setting of one service, as Spring's metadata and its record describe it.
 *
 * @param section the prefix of the record that it is bound to
 * @param fallback what holds when nobody sets it; empty: nothing does
 * @param words what it is for; empty: nobody has said
 */
record Setting(
    String name,
    String service,
    String section,
    RecordComponent component,
    String fallback,
    String words) {

  /** The one way to write a name as an environment variable that Spring Boot reads for sure. */
  String variable() {
    return name.replace(".", "_").replace("-", "").toUpperCase(Locale.ROOT);
  }

  boolean isMap() {
    return component.getType() == Map.class;
  }

  Allowed allowed() {
    return new Allowed(component);
  }

  /** The words as a sentence of Markdown. */
  String sentence() {
    String text = words.replaceAll("\\{@code ([^}]*)}", "`$1`").replace("|", "\\|").strip();
    String first = text.substring(0, 1).toUpperCase(Locale.ROOT);
    return first + text.substring(1) + (text.endsWith(".") ? "" : ".");
  }

  /** The component of a record that is bound to the last part of {@code name}. */
  static RecordComponent component(Class<?> type, String name) {
    String plain = name.substring(name.lastIndexOf('.') + 1).replace("-", "");
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getName().equalsIgnoreCase(plain))
        .findFirst()
        .orElseThrow(() -> new AssertionError(type + " has no component for " + name));
  }
}
