package io.kubeterminal.topic;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be read or was refused, as it stands in its topic's dead-letter topic:
 * key and value as they were, and headers (UTF-8 text) that say where it stands, why, and who
 * refused it.
 */
public record DeadLetter(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {

  public static final String ORIGIN_TOPIC = "kubeterminal.origin.topic";
  public static final String ORIGIN_PARTITION = "kubeterminal.origin.partition";
  public static final String ORIGIN_OFFSET = "kubeterminal.origin.offset";

  /** Milliseconds since the epoch. */
  public static final String ORIGIN_TIMESTAMP = "kubeterminal.origin.timestamp";

  /** One line, without a byte of the record. */
  public static final String REASON = "kubeterminal.reason";

  public static final String CONSUMER = "kubeterminal.consumer";

  /**
   * Most bytes of key and value that are copied: with headers, more could exceed the broker's
   * default limit of 1 MiB, and a dead letter that cannot be written would stop its partition. What
   * is left out still stands at its origin.
   */
  public static final int MOST_BYTES = 900 * 1_024;

  /** Where the refused record stands. */
  public record Origin(String topic, int partition, long offset, long timestamp) {}

  /**
   * @param consumer the group that refuses the record
   */
  public static DeadLetter of(
      String consumer,
      Origin origin,
      byte @Nullable [] key,
      byte @Nullable [] value,
      String reason) {
    Headers headers = new RecordHeaders();
    add(headers, ORIGIN_TOPIC, origin.topic());
    add(headers, ORIGIN_PARTITION, Integer.toString(origin.partition()));
    add(headers, ORIGIN_OFFSET, Long.toString(origin.offset()));
    add(headers, ORIGIN_TIMESTAMP, Long.toString(origin.timestamp()));
    add(headers, REASON, reason);
    add(headers, CONSUMER, consumer);
    boolean keyFits = length(key) <= MOST_BYTES;
    boolean bothFit = (long) length(key) + length(value) <= MOST_BYTES;
    return new DeadLetter(keyFits ? key : null, bothFit ? value : null, headers);
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(UTF_8));
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
