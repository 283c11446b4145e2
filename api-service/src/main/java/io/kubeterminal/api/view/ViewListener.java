package io.kubeterminal.api.view;

import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.serde.Unreadable;
import io.kubeterminal.telemetry.Stretch;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.Counter;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts records of the two compacted topics into the view. What cannot be read is counted and
 * skipped (the reaper keeps it in the dead-letter topics); a registry that is away is the caller's
 * to wait for.
 */
final class ViewListener {

  private static final Logger log = LoggerFactory.getLogger(ViewListener.class);
  private static final String BEACON_PREFIX = "beacon:";

  private final TerminalView view;
  private final Deserializer<SpecificRecord> deserializer;
  private final Counter unreadable;
  private final Traces traces;

  ViewListener(
      TerminalView view,
      Deserializer<SpecificRecord> deserializer,
      Counter unreadable,
      Traces traces) {
    this.view = view;
    this.deserializer = deserializer;
    this.unreadable = unreadable;
    this.traces = traces;
  }

  /**
   * @throws RegistryUnavailable when the record can be read later
   */
  void apply(ConsumerRecord<String, byte[]> record) {
    try {
      if (record.key() == null) {
        throw new Unreadable("no key");
      }
      if (!record.key().startsWith(BEACON_PREFIX)) {
        apply(record, id(record.key()));
      }
    } catch (RegistryUnavailable e) {
      throw e;
    } catch (RuntimeException e) {
      unreadable.increment();
      log.atWarn()
          .addKeyValue("topic", record.topic())
          .addKeyValue("partition", record.partition())
          .addKeyValue("offset", record.offset())
          .addKeyValue("reason", e instanceof Unreadable ? e.getMessage() : e.getClass().getName())
          .log("Skipped a record that cannot be read");
    }
  }

  private void apply(ConsumerRecord<String, byte[]> record, UUID id) {
    SpecificRecord value = deserializer.deserialize(record.topic(), record.value());
    if (record.topic().equals(Topics.TERMINALS.name())) {
      applyRow(id, value, record);
    } else {
      applyBeat(id, value, Instant.ofEpochMilli(record.timestamp()));
    }
  }

  private void applyRow(
      UUID id, @Nullable SpecificRecord value, ConsumerRecord<String, byte[]> record) {
    switch (value) {
      case null -> view.rowGone(id);
      case TerminalRow row when row.getTerminalId().equals(id) -> show(id, row, record);
      case TerminalRow row -> throw new Unreadable("the row's id is not the record's key");
      default -> throw new Unreadable("not a row: " + value.getSchema().getName());
    }
  }

  /** The end of a request's way, on the replica where somebody waits for it. */
  private void show(UUID id, TerminalRow row, ConsumerRecord<String, byte[]> record) {
    TraceParent parent = view.isWatched(id) ? TraceParent.of(record.headers()) : null;
    try (Stretch stretch = traces.begin(Traces.Kind.CONSUMER, "row " + row.getPhase(), parent)) {
      stretch.tag("terminal", id);
      view.row(id, row, record.offset());
    }
  }

  private void applyBeat(UUID id, @Nullable SpecificRecord value, Instant appendedAt) {
    switch (value) {
      case null -> view.beatGone(id);
      case Heartbeat beat when beat.getTerminalId().equals(id) -> view.beat(id, appendedAt);
      case Heartbeat beat -> throw new Unreadable("the beat's id is not the record's key");
      default -> throw new Unreadable("not a beat: " + value.getSchema().getName());
    }
  }

  private static UUID id(String key) {
    try {
      return UUID.fromString(key);
    } catch (IllegalArgumentException e) {
      throw new Unreadable("the key is no terminal id");
    }
  }
}
