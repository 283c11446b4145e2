package io.kubeterminal.serde;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link RecordSerializer}, or any Confluent client, wrote: the writer's schema is asked
 * for by its id, and read as this build's class of the same name.
 *
 * <p>Throws {@link Unreadable} for bytes that will never be a record of ours (dead letter), and
 * {@link RegistryUnavailable} when the registry does not answer (wait and read again).
 */
public final class RecordDeserializer implements Deserializer<SpecificRecord> {

  private static final int HEADER = 1 + Integer.BYTES;

  private final Map<Integer, SpecificDatumReader<SpecificRecord>> readers =
      new ConcurrentHashMap<>();
  private @Nullable RegistryClient registry;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    registry = new RegistryClient(RegistrySettings.from(configs));
  }

  @Override
  public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    if (bytes.length < HEADER || bytes[0] != RecordSerializer.MAGIC) {
      throw new Unreadable("not in the Confluent wire format (0x0, 4-byte schema id, Avro body)");
    }
    int id = ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    SpecificDatumReader<SpecificRecord> reader = readerOf(id);
    try {
      BinaryDecoder decoder =
          DecoderFactory.get().binaryDecoder(bytes, HEADER, bytes.length - HEADER, null);
      SpecificRecord record = reader.read(null, decoder);
      if (!decoder.isEnd()) {
        throw new Unreadable("bytes are left over behind the record of schema " + id);
      }
      return record;
    } catch (Unreadable e) {
      throw e;
    } catch (Exception e) {
      // The cause may quote a value: only its class is told.
      throw new Unreadable(
          "the body does not fit schema %d (%s)".formatted(id, e.getClass().getName()));
    }
  }

  private SpecificDatumReader<SpecificRecord> readerOf(int id) {
    SpecificDatumReader<SpecificRecord> known = readers.get(id);
    if (known != null) {
      return known;
    }
    SpecificDatumReader<SpecificRecord> reader = newReader(id);
    readers.put(id, reader);
    return reader;
  }

  private SpecificDatumReader<SpecificRecord> newReader(int id) {
    Schema written = ask(id);
    Class<?> type =
        written.getType() == Schema.Type.RECORD
                && TrustedRecords.PACKAGE.equals(written.getNamespace())
            ? SpecificData.get().getClass(written)
            : null;
    if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
      throw new Unreadable("no record of this system is called " + written.getFullName());
    }
    SpecificData model = SpecificData.getForClass(type);
    return new SpecificDatumReader<>(written, model.getSchema(type), model);
  }

  private Schema ask(int id) {
    RegistryClient client = Objects.requireNonNull(registry, "configure() comes first");
    try {
      return client
          .schema(id)
          .orElseThrow(() -> new Unreadable("the registry does not know schema " + id));
    } catch (RegistryRefusal refusal) {
      // Wrong credentials, say: that must not send every record to the dead letters.
      throw new RegistryUnavailable("the registry does not hand out schema " + id, refusal);
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
