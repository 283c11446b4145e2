package io.kubeterminal.serde;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a record as 0x0, its schema's id in 4 bytes, and its Avro body. The subject is topic +
 * record name. The id is asked for once a subject and then remembered, so a registry that is down
 * later does not stop a writer.
 */
public final class RecordSerializer implements Serializer<SpecificRecord> {

  private static final Logger log = LoggerFactory.getLogger(RecordSerializer.class);

  static final byte MAGIC = 0x0;
  static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<Class<?>, SpecificDatumWriter<SpecificRecord>> writers =
      new ConcurrentHashMap<>();
  private @Nullable RegistryClient registry;
  private boolean autoRegister;

  @Override
  public void configure(Map<String, ?> configs, boolean isKey) {
    RegistrySettings settings = RegistrySettings.from(configs);
    registry = new RegistryClient(settings);
    autoRegister = settings.autoRegister();
  }

  @Override
  public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
    if (record == null) {
      return null;
    }
    Schema schema = record.getSchema();
    int id = idOf(topic, schema);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
    bytes.write(MAGIC);
    bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(id).array());
    try {
      BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
      writers.computeIfAbsent(record.getClass(), RecordSerializer::writer).write(record, encoder);
      encoder.flush();
    } catch (IOException | RuntimeException e) {
      // The cause may quote a value, and a value may be a credential: only its class is told.
      throw new SerializationException(
          "%s does not fit its schema (%s)".formatted(schema.getName(), e.getClass().getName()));
    }
    return bytes.toByteArray();
  }

  /**
   * Asks the registry now for the id of {@code schema}, so that the first record finds it known.
   */
  public int idOf(String topic, Schema schema) {
    String subject = topic + "-" + schema.getFullName();
    Integer known = ids.get(subject);
    if (known != null) {
      return known;
    }
    int id = ask(subject, schema);
    ids.put(subject, id);
    return id;
  }

  private static SpecificDatumWriter<SpecificRecord> writer(Class<?> type) {
    SpecificData model = SpecificData.getForClass(type);
    return new SpecificDatumWriter<>(model.getSchema(type), model);
  }

  private int ask(String subject, Schema schema) {
    RegistryClient client = Objects.requireNonNull(registry, "configure() comes first");
    Schema portable = PortableSchema.of(schema);
    if (!autoRegister) {
      return client.lookUp(subject, portable);
    }
    guard(client, subject);
    return client.register(subject, portable);
  }

  /** Sets the subject's compatibility level, unless somebody has set one: that is his decision. */
  private static void guard(RegistryClient client, String subject) {
    try {
      if (client.compatibility(subject).isEmpty()) {
        client.setCompatibility(subject, COMPATIBILITY);
      }
    } catch (RegistryRefusal refusal) {
      log.atWarn()
          .addKeyValue("subject", subject)
          .addKeyValue("reason", refusal.getMessage())
          .log("the registry does not let its compatibility level be set");
    }
  }

  @Override
  public void close() {
    if (registry != null) {
      registry.close();
    }
  }
}
