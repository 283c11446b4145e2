package io.kubeterminal.provisioner.fold;

import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.topic.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Rows as bytes, the same in {@code terminals}, in the store and in its changelog: the subject is
 * always that of {@code terminals}, so an internal topic never shows up in the registry.
 */
final class RowSerde implements Serde<TerminalRow> {

  private static final String TOPIC = Topics.TERMINALS.name();

  private final Serializer<SpecificRecord> serializer;
  private final Deserializer<SpecificRecord> deserializer;

  RowSerde(Serializer<SpecificRecord> serializer, Deserializer<SpecificRecord> deserializer) {
    this.serializer = serializer;
    this.deserializer = deserializer;
  }

  @Override
  public Serializer<TerminalRow> serializer() {
    return (topic, row) -> serializer.serialize(TOPIC, row);
  }

  @Override
  public Deserializer<TerminalRow> deserializer() {
    return new Deserializer<>() {
      @Override
      public @Nullable TerminalRow deserialize(String topic, byte @Nullable [] bytes) {
        return (TerminalRow) deserializer.deserialize(TOPIC, bytes);
      }
    };
  }
}
