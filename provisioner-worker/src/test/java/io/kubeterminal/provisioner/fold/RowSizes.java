package io.kubeterminal.provisioner.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/**
 * How much heap a live terminal takes in the provisioner, for docs/sizing.md: as bytes in the
 * fold's table, and as the row that the reconciliation holds; run by name alone: {@code ./mvnw -pl
 * provisioner-worker -am test -Dtest=RowSizes -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class RowSizes {

  private static final int TERMINALS = 50_000;

  /** What a ServiceAccount's token of 1,000 characters is, sealed; RecordSizes seals a real one. */
  private static final int SEALED = 1_700;

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void heapOfATerminal() throws Exception {
    try (TinyRegistry registry = new TinyRegistry();
        RecordSerializer serializer = new RecordSerializer();
        RecordDeserializer deserializer = new RecordDeserializer()) {
      serializer.configure(registry.clientSettings(), false);
      deserializer.configure(registry.clientSettings(), false);
      RowSerde rows = new RowSerde(serializer, deserializer);
      KeyValueStore<UUID, TerminalRow> table =
          Stores.keyValueStoreBuilder(
                  Stores.inMemoryKeyValueStore(FoldTopology.ROWS), Serdes.UUID(), rows)
              .withLoggingDisabled()
              .build();
      table.init(new MockProcessorContext<Void, Void>().getStateStoreContext(), table);

      long empty = usedHeap();
      for (int i = 0; i < TERMINALS; i++) {
        TerminalRow row = row(UUID.randomUUID());
        table.put(row.getTerminalId(), row);
      }
      long folded = usedHeap();
      ConcurrentHashMap<UUID, TerminalRow> held = new ConcurrentHashMap<>();
      table.all().forEachRemaining(entry -> held.put(entry.key, entry.value));
      long handedOver = usedHeap();

      System.out.printf(
          "provisioner-worker: %,d bytes of heap a terminal in the table, %,d as a held row%n",
          (folded - empty) / TERMINALS, (handedOver - folded) / TERMINALS);
      assertThat(held).hasSize(TERMINALS);
      assertThat(table.approximateNumEntries()).isEqualTo(TERMINALS);
    }
  }

  private static TerminalRow row(UUID id) {
    return TerminalRow.newBuilder()
        .setTerminalId(id)
        .setPhase(Phase.READY)
        .setOwner("system:serviceaccount:team-a:person")
        .setCredentialKind(CredentialKind.TOKEN)
        .setSealedCredential("x".repeat(SEALED))
        .setRequestedAt(NOW)
        .setReadyAt(NOW)
        .setEndpoint(new Endpoint("10.0.0.1", 8_080))
        .build();
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
