package io.kubeterminal.reaper;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes the record that tells what was refused, why, and where it stands. */
final class DeadLetters {

  /**
   * Most bytes of key and value that are copied: with headers, more could exceed the broker's
   * default limit of 1 MiB, and a dead letter that cannot be written would stop its partition. What
   * is left out still stands at its origin.
   */
  static final int MOST_BYTES = 900 * 1_024;

  private final String consumer;

  DeadLetters(String consumer) {
    this.consumer = consumer;
  }

  /**
   * @param now when it is written: its topic deletes by age, and the origin may be old
   */
  Record<byte[], Object> of(
      Record<byte[], byte[]> refused, RecordMetadata origin, String reason, long now) {
    Headers headers = new RecordHeaders();
    add(headers, "kubeterminal.origin.topic", origin.topic());
    add(headers, "kubeterminal.origin.partition", Integer.toString(origin.partition()));
    add(headers, "kubeterminal.origin.offset", Long.toString(origin.offset()));
    add(headers, "kubeterminal.origin.timestamp", Long.toString(refused.timestamp()));
    add(headers, "kubeterminal.reason", reason);
    add(headers, "kubeterminal.consumer", consumer);
    byte[] key = refused.key();
    byte[] value = refused.value();
    boolean keyFits = length(key) <= MOST_BYTES;
    boolean bothFit = (long) length(key) + length(value) <= MOST_BYTES;
    return new Record<>(keyFits ? key : null, bothFit ? value : null, now, headers);
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(UTF_8));
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
