package io.kubeterminal.reaper;

import io.kubeterminal.reaper.Listening.Chain;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/** The form in which {@link Listening} is kept: now, since, until, and each chain by replica. */
final class ListeningSerde {

  private ListeningSerde() {}

  static Serde<Listening> create() {
    return Serdes.serdeFrom((topic, value) -> toBytes(value), (topic, bytes) -> fromBytes(bytes));
  }

  private static byte @Nullable [] toBytes(@Nullable Listening listening) {
    if (listening == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(128);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(listening.now());
      out.writeLong(listening.since());
      out.writeLong(listening.until());
      out.writeInt(listening.chains().size());
      for (Map.Entry<String, Chain> chain : new TreeMap<>(listening.chains()).entrySet()) {
        out.writeUTF(chain.getKey());
        out.writeLong(chain.getValue().first());
        out.writeLong(chain.getValue().last());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static @Nullable Listening fromBytes(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      long now = in.readLong();
      long since = in.readLong();
      long until = in.readLong();
      Map<String, Chain> chains = new HashMap<>();
      for (int left = in.readInt(); left > 0; left--) {
        chains.put(in.readUTF(), new Chain(in.readLong(), in.readLong()));
      }
      return new Listening(now, since, until, chains);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
