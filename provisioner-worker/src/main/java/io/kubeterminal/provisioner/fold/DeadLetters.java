package io.kubeterminal.provisioner.fold;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** Makes the record that tells what was refused, why, and where it stands. */
final class DeadLetters {

  static final String ORIGIN_TOPIC = "kubeterminal.origin.topic";
  static final String ORIGIN_PARTITION = "kubeterminal.origin.partition";
  static final String ORIGIN_OFFSET = "kubeterminal.origin.offset";
  static final String ORIGIN_TIMESTAMP = "kubeterminal.origin.timestamp";
  static final String REASON = "kubeterminal.reason";
  static final String CONSUMER = "kubeterminal.consumer";

  /**
   * Most bytes of key and value that are copied. With headers, more than this could exceed the
   * broker's default limit of 1 MiB, and a dead letter that cannot be written would stop its
   * partition. What is left out still stands at its origin.
   */
  static final int MOST_BYTES = 900 * 1_024;

  private final String consumer;

  DeadLetters(String consumer) {
    this.consumer = consumer;
  }

  Record<byte @Nullable [], byte @Nullable []> of(
      Record<byte[], byte[]> refused, RecordMetadata origin, String reason) {
    Headers headers = new RecordHeaders();
    add(headers, ORIGIN_TOPIC, origin.topic());
    add(headers, ORIGIN_PARTITION, Integer.toString(origin.partition()));
    add(headers, ORIGIN_OFFSET, Long.toString(origin.offset()));
    add(headers, ORIGIN_TIMESTAMP, Long.toString(refused.timestamp()));
    add(headers, REASON, reason);
    add(headers, CONSUMER, consumer);
    byte[] key = refused.key();
    byte[] value = refused.value();
    boolean keyFits = length(key) <= MOST_BYTES;
    boolean bothFit = length(key) + (long) length(value) <= MOST_BYTES;
    return new Record<>(keyFits ? key : null, bothFit ? value : null, refused.timestamp(), headers);
  }

  private static void add(Headers headers, String name, String text) {
    headers.add(name, text.getBytes(UTF_8));
  }

  private static int length(byte @Nullable [] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
