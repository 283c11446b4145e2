package io.kubeterminal.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.reaper.Reading.News;
import io.kubeterminal.schema.EndReason;
import java.lang.management.ManagementFactory;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/**
 * How much heap a terminal takes in the reaper, for docs/sizing.md; run by name alone: {@code
 * ./mvnw -pl reaper-worker -am test -Dtest=WatchSizes -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class WatchSizes {

  private static final int TERMINALS = 100_000;

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

  @Test
  void heapOfATerminal() {
    Tables tables =
        new Tables(
            open(
                Stores.timestampedKeyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("beats"), Serdes.ByteArray(), Serdes.ByteArray())),
            open(
                Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("leases"), Serdes.UUID(), Lease.SERDE)),
            open(
                Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("listening"),
                    Serdes.String(),
                    ListeningSerde.create())));
    PartitionWatch watch = new PartitionWatch(tables, ReaperSettingsTest.defaults(), nobody());
    long before = usedHeap();
    for (int i = 0; i < TERMINALS; i++) {
      UUID id = UUID.randomUUID();
      watch.at(i);
      watch.live(new News.Live(id, 600_000, i, Lease.NEVER, Lease.ENDLESS));
      watch.beat(id, i);
    }
    long bytes = (usedHeap() - before) / TERMINALS;

    System.out.printf("reaper-worker: %,d bytes of heap a terminal%n", bytes);
    assertThat(tables.leases().approximateNumEntries()).isEqualTo(TERMINALS);
    assertThat(bytes).isBetween(100L, 5_000L);
    assertThat(watch.listeningTime()).isZero();
  }

  private <S extends StateStore> S open(StoreBuilder<S> builder) {
    S store = builder.withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }

  private static PartitionWatch.Outlet nobody() {
    return new PartitionWatch.Outlet() {
      @Override
      public void warn(UUID id, long lastBeat, long expiresAt, long now) {}

      @Override
      public void expire(UUID id, EndReason reason, long lastBeat, long dueAt, long now) {}

      @Override
      public void erase(byte[] key, long now) {}

      @Override
      public void ignored(UUID id, String what) {}
    };
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
