package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/**
 * One whole control sequence of a terminal's output.
 *
 * @param raw its bytes as they came, a string's terminator included
 * @param body what comes after the introducer, and before a string's terminator
 */
record Control(Kind kind, byte[] raw, String body) {

  /** What a sequence begins with. */
  enum Kind {
    /** BEL or ENQ. */
    SINGLE,
    /** ESC and one final character; so, too, a C1 character that begins nothing. */
    ESCAPE,
    /** Most of what moves the cursor, sets modes and asks. */
    CSI,
    OSC,
    /** DCS, APC, PM or SOS. */
    STRING
  }

  static Control of(Kind kind, byte[] raw, int bodyFrom, int bodyTo) {
    return new Control(kind, raw, new String(raw, bodyFrom, bodyTo - bodyFrom, ISO_8859_1));
  }

  char last() {
    return body.charAt(body.length() - 1);
  }

  /** A CSI's prefix, intermediates and final character, which together name it: {@code ?h}. */
  String name() {
    StringBuilder name = new StringBuilder();
    body.chars().filter(c -> !isParameter((char) c)).forEach(c -> name.append((char) c));
    return name.toString();
  }

  /** A CSI's parameters as they are written: {@code 1;31}. */
  String parameters() {
    StringBuilder parameters = new StringBuilder();
    body.chars().filter(c -> isParameter((char) c)).forEach(c -> parameters.append((char) c));
    return parameters.toString();
  }

  private static boolean isParameter(char c) {
    return c >= '0' && c <= ';';
  }
}
