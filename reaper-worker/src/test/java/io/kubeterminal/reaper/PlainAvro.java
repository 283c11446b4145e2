package io.kubeterminal.reaper;

import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.serde.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;

/** Records as class name and Avro body: what the topology needs to be tested without a registry. */
final class PlainAvro implements Serde<SpecificRecord> {

  private boolean away;

  /** As if the registry did not answer. */
  void away(boolean isAway) {
    away = isAway;
  }

  @Override
  public Serializer<SpecificRecord> serializer() {
    return (topic, record) -> serialize(record);
  }

  @Override
  public Deserializer<SpecificRecord> deserializer() {
    return (topic, bytes) -> deserialize(bytes);
  }

  byte[] serialize(SpecificRecord record) {
    if (record == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      new DataOutputStream(bytes).writeUTF(record.getClass().getName());
      SpecificData model = SpecificData.getForClass(record.getClass());
      new SpecificDatumWriter<SpecificRecord>(record.getSchema(), model)
          .write(record, EncoderFactory.get().directBinaryEncoder(bytes, null));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  private SpecificRecord deserialize(byte[] bytes) {
    if (away) {
      throw new RegistryUnavailable("the registry does not answer", new IOException("refused"));
    }
    if (bytes == null) {
      return null;
    }
    try {
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
      Class<?> type = Class.forName(in.readUTF());
      SpecificData model = SpecificData.getForClass(type);
      Schema schema = model.getSchema(type);
      return new SpecificDatumReader<SpecificRecord>(schema, schema, model)
          .read(null, DecoderFactory.get().directBinaryDecoder(in, null));
    } catch (IOException | ClassNotFoundException e) {
      throw new Unreadable("these bytes\nare no record");
    }
  }
}
