package io.kubeterminal.audit.event;

import java.util.regex.Pattern;

/**
 * What moves a cursor, clears a screen or turns a line around: whoever writes an event may put it
 * there, and it must not reach a screen.
 */
public final class Invisible {

  private static final Pattern CHARACTER = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

  private Invisible() {}

  /** {@code text} with each of them named by its code point. */
  public static String named(String text) {
    return CHARACTER
        .matcher(text)
        .replaceAll(found -> "\\\\u{%x}".formatted(found.group().codePointAt(0)));
  }

  /** {@code json} with each of them escaped, as JSON has it; it says the same. */
  static String escaped(String json) {
    return CHARACTER
        .matcher(json)
        .replaceAll(
            found -> {
              StringBuilder escapes = new StringBuilder();
              found.group().chars().forEach(unit -> escapes.append("\\\\u%04x".formatted(unit)));
              return escapes.toString();
            });
  }
}
