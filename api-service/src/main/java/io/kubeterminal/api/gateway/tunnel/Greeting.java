package io.kubeterminal.api.gateway.tunnel;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first message of a connection, in which a client tells ttyd its credential and the size of
 * its screen. The browser's is kept here, and another, which has the credential that no browser
 * knows, goes to the terminal in its place; see decision 19.
 */
final class Greeting {

  /** Bytes that the browser's message may have. */
  static final int MOST = 4_096;

  private static final int LARGEST = 10_000;
  private static final int COLUMNS = 80;
  private static final int ROWS = 24;

  private final String authToken;
  private @Nullable ByteArrayOutputStream heard = new ByteArrayOutputStream();
  private byte @Nullable [] due;
  private @Nullable Violation violation;

  /**
   * @param credential what the terminal's ttyd wants, as {@code user:password}
   */
  Greeting(String credential) {
    this.authToken = Base64.getEncoder().encodeToString(credential.getBytes(US_ASCII));
  }

  /** Whether the browser's message is still to come, or to be heard to its end. */
  boolean awaited() {
    return heard != null;
  }

  void hear(byte[] bytes, int from, int length) {
    ByteArrayOutputStream so = heard;
    if (so == null || violation != null) {
      return;
    }
    if (length > MOST - so.size()) {
      violation = Violation.tooBig(MOST);
    } else {
      so.write(bytes, from, length);
    }
  }

  /** The browser's message is over. */
  void conclude() {
    ByteArrayOutputStream so = heard;
    if (so == null || violation != null) {
      return;
    }
    heard = null;
    try {
      JsonNode json = JsonMapper.shared().readTree(so.toByteArray());
      if (json.isObject()) {
        due = OwnFrames.masked(message(json).getBytes(US_ASCII));
        return;
      }
    } catch (JacksonException notJson) {
      // Said below, without a word of it.
    }
    violation = Violation.of("the first message must be a JSON object");
  }

  private String message(JsonNode json) {
    return "{\"AuthToken\":\"%s\",\"columns\":%d,\"rows\":%d}"
        .formatted(authToken, size(json, "columns", COLUMNS), size(json, "rows", ROWS));
  }

  private static int size(JsonNode json, String name, int preset) {
    JsonNode size = json.path(name);
    return size.isIntegralNumber()
            && size.canConvertToInt()
            && size.intValue() >= 1
            && size.intValue() <= LARGEST
        ? size.intValue()
        : preset;
  }

  /** What is to be said to the terminal now, once; null: nothing. */
  byte @Nullable [] take() {
    byte[] frame = due;
    due = null;
    return frame;
  }

  /** What was wrong with the browser's message; null: nothing yet. */
  @Nullable Violation violation() {
    return violation;
  }
}
