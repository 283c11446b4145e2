package io.kubeterminal.fold;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.serde.Unreadable;
import io.kubeterminal.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import java.util.function.IntSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of terminal-events, and lets pass only what keeps to the contract. */
public final class EventReader {

  private final Deserializer<SpecificRecord> deserializer;
  private final IntSupplier partitions;

  /**
   * @param partitions how many partitions terminal-events has
   */
  public EventReader(Deserializer<SpecificRecord> deserializer, IntSupplier partitions) {
    this.deserializer = deserializer;
    this.partitions = partitions;
  }

  /**
   * @throws RegistryUnavailable if the registry does not answer: the record may be fine
   */
  public Reading read(int partition, byte @Nullable [] key, byte @Nullable [] value) {
    UUID terminalId = key == null ? null : terminalId(key);
    if (terminalId == null) {
      return new Reading.Refused("the key is not a UUID as lower-case text");
    }
    // Events of one terminal in two partitions would be folded into two rows.
    if (BuiltInPartitioner.partitionForKey(requireNonNull(key), partitions.getAsInt())
        != partition) {
      return new Reading.Refused("not in the partition that murmur2 gives its key");
    }
    if (value == null) {
      return new Reading.Refused("there is no value");
    }
    try {
      return check(terminalId, deserializer.deserialize(Topics.TERMINAL_EVENTS.name(), value));
    } catch (Unreadable unreadable) {
      return new Reading.Refused(oneLine(unreadable.getMessage()));
    }
  }

  private static Reading check(UUID terminalId, SpecificRecord event) {
    if (EventKind.of(event).isEmpty()) {
      return new Reading.Refused(event.getSchema().getName() + " is not an event of a terminal");
    }
    if (!terminalId.equals(event.get(event.getSchema().getField("terminalId").pos()))) {
      return new Reading.Refused("terminalId is not the record's key");
    }
    return Bounds.broken(event)
        .<Reading>map(Reading.Refused::new)
        .orElseGet(() -> new Reading.Event(terminalId, event));
  }

  private static @Nullable UUID terminalId(byte[] key) {
    try {
      UUID id = UUID.fromString(new String(key, StandardCharsets.UTF_8));
      byte[] canonical = id.toString().getBytes(StandardCharsets.UTF_8);
      return Arrays.equals(canonical, key) ? id : null;
    } catch (IllegalArgumentException notUuid) {
      return null;
    }
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).replaceAll("\\s+", " ");
  }
}
