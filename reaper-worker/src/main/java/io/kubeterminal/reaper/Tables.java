package io.kubeterminal.reaper;

import java.util.UUID;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** What is kept of one partition: the last beats by key, the leases, and the one listening. */
record Tables(
    KeyValueStore<byte[], ValueAndTimestamp<byte[]>> beats,
    KeyValueStore<UUID, Lease> leases,
    KeyValueStore<String, Listening> listenings) {

  /** The listening is one value, under this key. */
  private static final String LISTENING = "listening";

  /** A beat's content is never looked at again; after a restore it is whatever was written. */
  private static final byte[] NOTHING = {};

  /** The time of the terminal's last beat, or {@link Silence#NO_BEAT}. */
  long lastBeat(UUID id) {
    return time(beats.get(Reading.key(id)));
  }

  void putBeat(UUID id, long time) {
    beats.put(Reading.key(id), ValueAndTimestamp.make(NOTHING, time));
  }

  /** Removes what is under the key, and returns its time or {@link Silence#NO_BEAT}. */
  long removeBeat(byte[] key) {
    return time(beats.delete(key));
  }

  /** Shows the last beat of each terminal, and returns the time of the newest beat or beacon. */
  long scanBeats(ObjLongConsumer<UUID> beat) {
    long newest = Listening.NEVER;
    try (KeyValueIterator<byte[], ValueAndTimestamp<byte[]>> all = beats.all()) {
      while (all.hasNext()) {
        KeyValue<byte[], ValueAndTimestamp<byte[]>> entry = all.next();
        newest = Math.max(newest, entry.value.timestamp());
        UUID id = Reading.terminalId(entry.key);
        if (id != null) {
          beat.accept(id, entry.value.timestamp());
        }
      }
    }
    return newest;
  }

  Listening listening() {
    Listening kept = listenings.get(LISTENING);
    return kept == null ? Listening.NOBODY : kept;
  }

  void putListening(Listening listening) {
    listenings.put(LISTENING, listening);
  }

  private static long time(@Nullable ValueAndTimestamp<byte[]> beat) {
    return beat == null ? Silence.NO_BEAT : beat.timestamp();
  }
}
