package io.kubeterminal.provisioner.fold;

import io.kubeterminal.topic.Topics;
import java.util.Map;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.UUIDSerializer;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;

/**
 * terminal-events → fold → terminals and terminal-events-dlt, in one transaction. Events are read
 * as bytes, so that what is unreadable and what is refused go the same way, unchanged.
 */
final class FoldTopology {

  static final String EVENTS = "events";
  static final String FOLD = "fold";
  static final String ROWS = "rows";
  static final String TERMINALS = "terminals";
  static final String DEAD_LETTERS = "dead-letters";

  /** Rows live for hours: small segments, so that compaction keeps a restore short. */
  private static final Map<String, String> CHANGELOG =
      Map.of(
          TopicConfig.SEGMENT_BYTES_CONFIG,
          Integer.toString(16 * 1_024 * 1_024),
          TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
          "0.3");

  private FoldTopology() {}

  static void addTo(Topology topology, RowSerde rows, FoldProcessor.Parts parts) {
    topology
        .addSource(
            AutoOffsetReset.earliest(),
            EVENTS,
            // Never negative: a record without a time must not stop its partition.
            (record, partitionTime) -> Math.max(0, record.timestamp()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer(),
            Topics.TERMINAL_EVENTS.name())
        .addProcessor(FOLD, () -> new FoldProcessor(parts), EVENTS)
        .addStateStore(
            // In memory: a row is a kilobyte or two for as long as its terminal lives and an hour
            // more, and the broker holds the changelog. No disk, no native library.
            Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(ROWS), Serdes.UUID(), rows)
                .withLoggingEnabled(CHANGELOG),
            FOLD)
        .addSink(TERMINALS, Topics.TERMINALS.name(), new UUIDSerializer(), rows.serializer(), FOLD)
        .addSink(
            DEAD_LETTERS,
            Topics.TERMINAL_EVENTS.deadLetters().name(),
            new ByteArraySerializer(),
            new ByteArraySerializer(),
            FOLD);
  }
}
