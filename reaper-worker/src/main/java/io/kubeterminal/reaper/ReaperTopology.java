package io.kubeterminal.reaper;

import io.kubeterminal.topic.Topics;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

/**
 * terminal-heartbeats and terminals → reaper → terminal-events, tombstones to terminal-heartbeats
 * itself, and dead letters, in one transaction.
 *
 * <p>Both topics are read as bytes: what is unreadable and what is refused go the same way,
 * unchanged, and what was restored unread from a compacted topic cannot fail later. The table of
 * beats has no changelog: terminal-heartbeats is it.
 */
final class ReaperTopology {

  static final String HEARTBEATS = "heartbeats";
  static final String ROWS = "rows";
  static final String MIRROR = "beats-mirror";
  static final String REAPER = "reaper";
  static final String BEATS = "beats";
  static final String LEASES = "leases";
  static final String LISTENING = "listening";
  static final String EVENTS = "events";
  static final String TOMBSTONES = "tombstones";
  static final String HEARTBEAT_DEAD_LETTERS = "heartbeat-dead-letters";
  static final String ROW_DEAD_LETTERS = "row-dead-letters";

  /** Never negative: a record without a time must not stop its partition. */
  private static final TimestampExtractor TIME =
      (record, partitionTime) -> Math.max(0, record.timestamp());

  /** Small values that change often: small segments keep a restore short. */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(16 * 1_024 * 1_024),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  /** Does nothing: the reaper itself keeps the table, as it has to see what a record replaces. */
  private static final class Mirror implements Processor<byte[], byte[], Void, Void> {
    @Override
    public void process(Record<byte[], byte[]> record) {}
  }

  private ReaperTopology() {}

  static void addTo(
      Topology topology,
      Serializer<SpecificRecord> events,
      ProcessorSupplier<byte[], byte[], byte[], Object> reaper) {
    ByteArrayDeserializer fromBytes = new ByteArrayDeserializer();
    ByteArraySerializer toBytes = new ByteArraySerializer();
    topology
        .addReadOnlyStateStore(
            Stores.timestampedKeyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(BEATS), Serdes.ByteArray(), Serdes.ByteArray()),
            HEARTBEATS,
            TIME,
            fromBytes,
            fromBytes,
            Topics.TERMINAL_HEARTBEATS.name(),
            MIRROR,
            Mirror::new)
        .addSource(
            AutoOffsetReset.earliest(), ROWS, TIME, fromBytes, fromBytes, Topics.TERMINALS.name())
        .addProcessor(REAPER, reaper, HEARTBEATS, ROWS)
        .connectProcessorAndStateStores(REAPER, BEATS)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(LEASES), Serdes.UUID(), Lease.SERDE)
                .withLoggingEnabled(CHANGELOG),
            REAPER)
        .addStateStore(
            Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore(LISTENING),
                    Serdes.String(),
                    ListeningSerde.create())
                .withLoggingEnabled(CHANGELOG),
            REAPER)
        .addSink(EVENTS, Topics.TERMINAL_EVENTS.name(), toBytes, events, REAPER)
        .addSink(TOMBSTONES, Topics.TERMINAL_HEARTBEATS.name(), toBytes, toBytes, REAPER)
        .addSink(
            HEARTBEAT_DEAD_LETTERS,
            Topics.TERMINAL_HEARTBEATS.deadLetters().name(),
            toBytes,
            toBytes,
            REAPER)
        .addSink(ROW_DEAD_LETTERS, Topics.TERMINALS.deadLetters().name(), toBytes, toBytes, REAPER);
  }
}
