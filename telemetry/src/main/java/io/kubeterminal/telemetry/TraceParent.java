package io.kubeterminal.telemetry;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A place in a trace as W3C's Trace Context writes it; 55 characters, and nothing in them that
 * anybody could choose to say.
 */
public record TraceParent(String text) {

  /** The header's name, of requests and of records. */
  public static final String HEADER = "traceparent";

  private static final Pattern FORM =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

  private static final int LENGTH = 55;

  /**
   * @throws IllegalArgumentException if it is none
   */
  public TraceParent {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException("not a traceparent");
    }
  }

  /** What a record's headers say; null: nothing, or nothing that can be read. */
  public static @Nullable TraceParent of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null || header.value().length != LENGTH) {
      return null;
    }
    String text = new String(header.value(), US_ASCII);
    return FORM.matcher(text).matches() ? new TraceParent(text) : null;
  }

  /** Writes {@code parent} into a record's headers, if there is one. */
  public static void write(@Nullable TraceParent parent, Headers headers) {
    if (parent != null) {
      headers.add(HEADER, parent.text.getBytes(US_ASCII));
    }
  }
}
