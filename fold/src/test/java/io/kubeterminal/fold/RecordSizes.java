package io.kubeterminal.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.testing.Events;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.SimpleRecord;
import org.junit.jupiter.api.Test;

/**
 * How many bytes a terminal's records take in Kafka, for docs/sizing.md; run by name alone: {@code
 * ./mvnw -pl fold -am test -Dtest=RecordSizes -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class RecordSizes {

  private static final UUID ID = UUID.fromString("0b5e9a52-7a0f-4c3e-9a35-0f6cf2a4b001");
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  /** What Confluent's wire format puts before the body. */
  private static final int HEADER = 5;

  @Test
  void bytesOfALife() throws IOException {
    int events = 0;
    int rows = 0;
    TerminalRow row = null;
    for (SpecificRecord event : life()) {
      int size = inABatchOfItsOwn(event);
      events += size;
      if (Fold.fold(row, event, NOW) instanceof Folded.Changed changed) {
        row = changed.row();
        rows += inABatchOfItsOwn(row);
      }
      System.out.printf(
          "%s: %d; its row, %s: %d%n",
          event.getSchema().getName(), size, row.getPhase(), inABatchOfItsOwn(row));
    }
    System.out.printf("all events: %d; all rows: %d%n", events, rows);
    int beat = inABatchOfItsOwn(new Heartbeat(ID, NOW));
    System.out.printf("a beat: %d; its tombstone: %d%n", beat, batch(null));
    assertThat(beat).isLessThan(events);
  }

  /** With a token as long as a ServiceAccount's. */
  private static List<SpecificRecord> life() {
    String sealed = new Sealer(SealingKeys.generate().toPublicJWKSet()).seal(ID, "t".repeat(1_000));
    TerminalRequested requested =
        TerminalRequested.newBuilder(Events.requested(ID))
            .setOwner("system:serviceaccount:team-a:person")
            .setSealedCredential(sealed)
            .setImage(null)
            .setRequestFingerprint(null)
            .build();
    return List.of(
        requested,
        Events.progressed(ID, CreationStep.SCHEDULED),
        Events.progressed(ID, CreationStep.IMAGE_PULLED),
        Events.progressed(ID, CreationStep.STARTED),
        Events.ready(ID),
        Events.expiring(ID),
        Events.expired(ID),
        Events.closed(ID));
  }

  private static int inABatchOfItsOwn(SpecificRecord record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(new byte[HEADER]);
    SpecificData model = SpecificData.getForClass(record.getClass());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new SpecificDatumWriter<SpecificRecord>(record.getSchema(), model).write(record, encoder);
    encoder.flush();
    return batch(bytes.toByteArray());
  }

  /**
   * As it is when terminals are asked for one by one: no other record shares what a batch costs.
   */
  private static int batch(byte[] value) {
    SimpleRecord record =
        new SimpleRecord(NOW.toEpochMilli(), ID.toString().getBytes(UTF_8), value);
    return MemoryRecords.withRecords(Compression.NONE, record).sizeInBytes();
  }
}
