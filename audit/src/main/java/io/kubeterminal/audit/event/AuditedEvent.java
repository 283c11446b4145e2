package io.kubeterminal.audit.event;

import io.kubeterminal.fold.EventReader;
import io.kubeterminal.fold.Reading;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * One record of terminal-events, as the fold reads it.
 *
 * @param terminal its key: a terminal's id, or whatever somebody wrote instead
 * @param time when the broker appended it
 */
public record AuditedEvent(
    String terminal, Instant time, int partition, long offset, Reading reading) {

  static AuditedEvent of(ConsumerRecord<byte[], byte[]> record, EventReader reader) {
    byte[] key = record.key();
    return new AuditedEvent(
        key == null ? "" : new String(key, StandardCharsets.UTF_8),
        Instant.ofEpochMilli(Math.max(0, record.timestamp())),
        record.partition(),
        record.offset(),
        reader.read(record.partition(), key, record.value()));
  }
}
