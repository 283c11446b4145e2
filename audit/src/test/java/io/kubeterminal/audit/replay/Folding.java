package io.kubeterminal.audit.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.fold.EventReader;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.Unreadable;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** One partition of events and rows in memory; a value's bytes are its number in a list. */
final class Folding {

  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  static final Duration RETENTION = Duration.ofHours(1);
  static final String EVENTS = "terminal-events";
  static final String ROWS = "terminals";

  final RebuiltRows rebuilt;
  final LiveRows live;
  private final List<SpecificRecord> values = new ArrayList<>();
  private long events;
  private long rows;

  Folding() {
    rebuilt = new RebuiltRows(new EventReader((topic, bytes) -> value(bytes), () -> 1), RETENTION);
    live = new LiveRows((topic, bytes) -> value(bytes));
  }

  void event(int second, UUID id, SpecificRecord event) {
    rebuilt.take(record(EVENTS, events++, second, id.toString(), bytes(event)));
  }

  /** Bytes that are no record. */
  void junk(int second, String key) {
    rebuilt.take(record(EVENTS, events++, second, key, new byte[0]));
  }

  void row(int second, UUID id, TerminalRow row) {
    live.take(record(ROWS, rows++, second, id.toString(), row == null ? null : bytes(row)));
  }

  void brokenRow(int second, String key) {
    live.take(record(ROWS, rows++, second, key, new byte[0]));
  }

  TerminalRow rebuilt(UUID id) {
    return rebuilt.rows().get(id).row();
  }

  Comparison.Result compare(boolean truncated, int nowSecond) {
    return Comparison.of(0, rebuilt, live, RETENTION, truncated, NOON.plusSeconds(nowSecond));
  }

  private byte[] bytes(SpecificRecord value) {
    values.add(value);
    return new byte[] {(byte) (values.size() - 1)};
  }

  private SpecificRecord value(byte[] bytes) {
    if (bytes.length == 0) {
      throw new Unreadable("torn");
    }
    return values.get(bytes[0]);
  }

  private static ConsumerRecord<byte[], byte[]> record(
      String topic, long offset, int second, String key, byte[] value) {
    return new ConsumerRecord<>(
        topic,
        0,
        offset,
        NOON.plusSeconds(second).toEpochMilli(),
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        key.getBytes(UTF_8),
        value,
        new RecordHeaders(),
        Optional.empty());
  }
}
