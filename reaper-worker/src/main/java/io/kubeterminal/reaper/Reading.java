package io.kubeterminal.reaper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.serde.Unreadable;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Reads the bytes of both topics, and lets pass only what keeps to the contract. */
final class Reading {

  /** What a record of terminal-heartbeats says. */
  sealed interface Heard {

    record Beat(UUID id) implements Heard {}

    /** The last beat of this terminal was erased. */
    record BeatErased(UUID id) implements Heard {}

    record BeaconSeen(String replica, @Nullable Long since) implements Heard {}

    /** Something that is no beat was erased. */
    record Erased() implements Heard {}
  }

  /** What a record of terminals says. */
  sealed interface News {

    /**
     * @param endsAt when its lifetime is over, or {@link Lease#ENDLESS}
     */
    record Live(UUID id, long ttl, long readyAt, long expiringAt, long endsAt) implements News {}

    record Ended(UUID id) implements News {}

    /** Not ready yet, or in a phase that only newer builds know. */
    record NotLive(UUID id) implements News {}

    record RowErased(UUID id) implements News {}
  }

  /**
   * Not a record of this topic, or one that the contract forbids.
   *
   * @param id the terminal, if at least the key names one
   * @param reason one line, without payload
   */
  record Refused(@Nullable UUID id, String reason) implements Heard, News {}

  private static final String BEACON = "beacon:";
  private static final int LONGEST_REPLICA = 128;

  private final Deserializer<SpecificRecord> deserializer;
  private final Duration maxLifetime;

  /**
   * @param maxLifetime how long any terminal lives at most, whatever its row says
   */
  Reading(Deserializer<SpecificRecord> deserializer, Duration maxLifetime) {
    this.deserializer = deserializer;
    this.maxLifetime = maxLifetime;
  }

  static byte[] beaconKey(String replica) {
    return (BEACON + replica).getBytes(UTF_8);
  }

  static byte[] key(UUID id) {
    return id.toString().getBytes(UTF_8);
  }

  /** The terminal that this key names, or null if it names none. */
  static @Nullable UUID terminalId(byte[] key) {
    if (key.length != 36) {
      return null;
    }
    try {
      UUID id = UUID.fromString(new String(key, UTF_8));
      // Only the lower-case form has one partition and one place in a compacted topic.
      return Arrays.equals(key(id), key) ? id : null;
    } catch (IllegalArgumentException notUuid) {
      return null;
    }
  }

  /**
   * @throws RegistryUnavailable if the registry does not answer: the record may be fine
   */
  Heard heartbeat(byte @Nullable [] key, byte @Nullable [] value) {
    if (key == null) {
      return new Refused(null, "there is no key");
    }
    UUID id = terminalId(key);
    if (value == null) {
      return id == null ? new Heard.Erased() : new Heard.BeatErased(id);
    }
    String name = new String(key, 0, Math.min(key.length, BEACON.length()), UTF_8);
    if (id == null && !name.equals(BEACON)) {
      return new Refused(null, "the key is neither a UUID as lower-case text nor a beacon's");
    }
    try {
      return heard(id, key, deserializer.deserialize(Topics.TERMINAL_HEARTBEATS.name(), value));
    } catch (Unreadable unreadable) {
      return new Refused(id, oneLine(unreadable));
    }
  }

  private static Heard heard(@Nullable UUID id, byte[] key, SpecificRecord record) {
    return switch (record) {
      case Heartbeat beat when id != null ->
          id.equals(beat.getTerminalId())
              ? new Heard.Beat(id)
              : new Refused(id, "terminalId is not the record's key");
      case Beacon beacon when id == null -> beacon(key, beacon);
      default -> new Refused(id, record.getSchema().getName() + " does not belong to this key");
    };
  }

  private static Heard beacon(byte[] key, Beacon beacon) {
    String replica = beacon.getReplica();
    if (replica.isEmpty() || replica.length() > LONGEST_REPLICA) {
      return new Refused(null, "replica is not 1 to 128 characters long");
    }
    if (!Arrays.equals(beaconKey(replica), key)) {
      return new Refused(null, "replica is not the one of the record's key");
    }
    Instant since = beacon.getSince();
    return new Heard.BeaconSeen(replica, since == null ? null : since.toEpochMilli());
  }

  /**
   * @throws RegistryUnavailable if the registry does not answer: the record may be fine
   */
  News row(byte @Nullable [] key, byte @Nullable [] value) {
    UUID id = key == null ? null : terminalId(key);
    if (id == null) {
      return new Refused(null, "the key is not a UUID as lower-case text");
    }
    if (value == null) {
      return new News.RowErased(id);
    }
    try {
      return deserializer.deserialize(Topics.TERMINALS.name(), value) instanceof TerminalRow row
          ? news(id, row)
          : new Refused(id, "not a TerminalRow");
    } catch (Unreadable unreadable) {
      return new Refused(id, oneLine(unreadable));
    }
  }

  private News news(UUID id, TerminalRow row) {
    if (!id.equals(row.getTerminalId())) {
      return new Refused(id, "terminalId is not the record's key");
    }
    return switch (row.getPhase()) {
      case READY -> live(id, row);
      case CLOSING, CLOSED, FAILED -> new News.Ended(id);
      case REQUESTED, UNKNOWN -> new News.NotLive(id);
    };
  }

  private News live(UUID id, TerminalRow row) {
    Instant readyAt = row.getReadyAt();
    if (readyAt == null || row.getTtlSeconds() < 1) {
      return new Refused(id, "READY without readyAt, or with ttlSeconds below 1");
    }
    Instant expiringAt = row.getExpiringAt();
    return new News.Live(
        id,
        Duration.ofSeconds(row.getTtlSeconds()).toMillis(),
        readyAt.toEpochMilli(),
        expiringAt == null ? Lease.NEVER : expiringAt.toEpochMilli(),
        endsAt(row));
  }

  private long endsAt(TerminalRow row) {
    Integer asked = row.getLifetimeSeconds();
    Duration lifetime =
        asked == null || asked < 1 || maxLifetime.compareTo(Duration.ofSeconds(asked)) < 0
            ? maxLifetime
            : Duration.ofSeconds(asked);
    return row.getRequestedAt().plus(lifetime).toEpochMilli();
  }

  private static String oneLine(Unreadable unreadable) {
    return String.valueOf(unreadable.getMessage()).replaceAll("\\s+", " ");
  }
}
