package io.kubeterminal.audit.replay;

import io.kubeterminal.audit.log.Receiver;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.Unreadable;
import io.kubeterminal.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** One partition of terminals: the newest record of each key, as compaction would leave it. */
final class LiveRows implements Receiver {

  /** The newest record of a key. */
  sealed interface Live {

    long offset();

    /** The record's time: when the event behind a row was appended. */
    Instant time();

    record Row(TerminalRow row, long offset, Instant time) implements Live {}

    /** The row was forgotten, at {@code time}. */
    record Tombstone(long offset, Instant time) implements Live {}

    /** Not a row at all. */
    record Broken(String reason, long offset, Instant time) implements Live {}
  }

  private final Deserializer<SpecificRecord> deserializer;
  private final Map<String, Live> rows = new HashMap<>();

  LiveRows(Deserializer<SpecificRecord> deserializer) {
    this.deserializer = deserializer;
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    String key =
        record.key() == null ? "(no key)" : new String(record.key(), StandardCharsets.UTF_8);
    rows.put(key, read(record, Instant.ofEpochMilli(Math.max(0, record.timestamp()))));
  }

  /** By key, which should be a terminal's id. */
  Map<String, Live> rows() {
    return rows;
  }

  @Nullable Live of(String terminal) {
    return rows.get(terminal);
  }

  private Live read(ConsumerRecord<byte[], byte[]> record, Instant time) {
    if (record.value() == null) {
      return new Live.Tombstone(record.offset(), time);
    }
    try {
      SpecificRecord value = deserializer.deserialize(Topics.TERMINALS.name(), record.value());
      return value instanceof TerminalRow row
          ? new Live.Row(row, record.offset(), time)
          : new Live.Broken(value.getSchema().getName(), record.offset(), time);
    } catch (Unreadable unreadable) {
      return new Live.Broken(String.valueOf(unreadable.getMessage()), record.offset(), time);
    }
  }
}
