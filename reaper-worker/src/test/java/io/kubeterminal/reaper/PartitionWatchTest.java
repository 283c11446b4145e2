package io.kubeterminal.reaper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.reaper.Reading.News;
import io.kubeterminal.schema.EndReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.junit.jupiter.api.Test;

/** A restart: a new watch on the tables that the old one left. Times are seconds. */
class PartitionWatchTest {

  private static final UUID ID = UUID.fromString("b3f7f1de-3f7f-4a8e-9a55-0a4f6a0c1d2e");
  private static final int ALL = 1_000;

  private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
  private final Tables tables =
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
  private final List<String> said = new ArrayList<>();
  private final PartitionWatch.Outlet outlet =
      new PartitionWatch.Outlet() {
        @Override
        public void warn(UUID id, long lastBeat, long expiresAt, long now) {
          said.add("warn until " + expiresAt / 1_000);
        }

        @Override
        public void expire(UUID id, EndReason reason, long lastBeat, long dueAt, long now) {
          said.add(reason == EndReason.IDLE ? "expire" : "expire " + reason);
        }

        @Override
        public void erase(byte[] key, long now) {
          said.add("erase " + new String(key, UTF_8));
        }

        @Override
        public void ignored(UUID id, String what) {
          said.add("ignore " + what);
        }
      };

  private PartitionWatch watch = start();

  @Test
  void aRestartDelaysNothing() {
    listen(0, 100);
    ready(600, 100);
    listen(110, 490);
    watch = start();
    listen(500, 570);
    assertThat(said).isEmpty();
    listen(580, 580);
    assertThat(said).containsExactly("warn until 700");
    listen(590, 690);
    watch = start();
    listen(700, 700);
    assertThat(said).containsExactly("warn until 700", "expire");
  }

  @Test
  void aRestartRepeatsNothing() {
    listen(0, 100);
    ready(600, 100);
    listen(110, 590);
    watch = start();
    listen(600, 690);
    assertThat(said).containsExactly("warn until 700");
    listen(700, 700);
    watch = start();
    listen(710, 2_000);
    assertThat(said).containsExactly("warn until 700", "expire");
    assertThat(watch.tracked()).isZero();
  }

  @Test
  void aLifetimeEndsWhateverBeats() {
    listen(0, 100);
    ready(600, 100, 400_000);
    listen(110, 270);
    assertThat(said).isEmpty();
    listen(280, 280);
    watch.beat(ID, 290_000);
    watch = start();
    listen(290, 390);
    watch.beat(ID, 391_000);
    assertThat(said).containsExactly("warn until 400");
    listen(400, 400);
    assertThat(said).containsExactly("warn until 400", "expire MAX_LIFETIME");
  }

  @Test
  void aLongerStopOfTheReaperAloneDelaysNothingEither() {
    listen(0, 100);
    ready(600, 100);
    watch = start();
    // An hour later it reads the backlog, in which nobody has stopped listening.
    listen(110, 3_700);
    assertThat(said).containsExactly("warn until 700", "expire");
  }

  @Test
  void beatsThatCameAfterTheLastBeaconThatWasKeptCount() {
    listen(0, 580);
    ready(60, 100);
    said.clear();
    beat(589);
    watch = start();
    watch.settle(ALL);
    listen(590, 600);

    assertThat(said).isEmpty();
  }

  @Test
  void aHoleInTheBacklogIsNotTakenForSilence() {
    listen(0, 100);
    ready(600, 100);
    beat(100);
    watch = start();
    // Compaction left only the last beacon of a replica that died, and the newest beat and beacon.
    watch.at(2_000_000);
    watch.beacon("b", 0L, 2_000_000);
    watch.settle(ALL);
    beat(3_650);
    watch.beacon("a", 0L, 3_700_000);
    watch.settle(ALL);

    assertThat(said).doesNotContain("expire");
  }

  @Test
  void whatCannotBeReadIsLeftAloneByARestart() {
    tables.beats().put("nonsense".getBytes(UTF_8), ValueAndTimestamp.make(new byte[] {1}, 5));
    tables.beats().put(Reading.key(ID), ValueAndTimestamp.make(new byte[] {1}, 6));
    watch = start();
    listen(0, 100);
    watch.settle(ALL);

    assertThat(said).isEmpty();
  }

  @Test
  void aBeatWithoutALeaseIsClearedAfterARestartToo() {
    listen(0, 100);
    beat(100);
    watch = start();
    listen(110, 400);

    assertThat(said).containsExactly("erase " + ID);
  }

  @Test
  void anExpiredLeaseThatNoRowEndsIsForgottenAfterADay() {
    listen(0, 100);
    ready(60, 100);
    listen(110, 160);
    said.clear();
    watch = start();
    beat(200);
    long day = Duration.ofDays(1).toMillis();
    watch.at(160_000 + day);
    watch.settle(ALL);

    assertThat(said).containsExactly("erase " + ID);
    assertThat(tables.leases().get(ID)).isNull();
  }

  @Test
  void aRowThatIsErasedAfterItsTerminalExpiredEndsTheLease() {
    listen(0, 100);
    ready(60, 100);
    watch.rowErased(ID);
    assertThat(said).containsExactly("ignore row erased");
    listen(110, 160);
    watch.rowErased(ID);

    assertThat(tables.leases().get(ID)).isNull();
  }

  @Test
  void aRowFromAnotherBrokersPastBeginsItsLeaseNow() {
    listen(0, 3_600);
    ready(60, 100);
    watch.settle(ALL);
    assertThat(said).isEmpty();
    listen(3_610, 3_660);

    assertThat(said).containsExactly("warn until 3660", "expire");
  }

  @Test
  void aClockThatWentBackIsLookedAtFromItsNewTime() {
    listen(0, 100);
    ready(60, 100);
    watch.beacon("a", 0L, 4_000_000);
    watch.settle(ALL);
    watch.at(110_000);
    listen(110, 170);

    assertThat(said).containsExactly("warn until 170", "expire");
  }

  @Test
  void timeWithoutListenersIsNoTime() {
    listen(0, 100);
    ready(60, 100);
    watch.at(140_000);
    watch.settle(ALL);

    assertThat(said).isEmpty();
    assertThat(watch.listeningTime()).isZero();
  }

  private PartitionWatch start() {
    return new PartitionWatch(tables, ReaperSettingsTest.defaults(), outlet);
  }

  private void listen(long from, long to) {
    for (long second = from; second <= to; second += 10) {
      long time = second * 1_000;
      watch.at(time);
      watch.beacon("a", second == 0 ? null : 0L, time);
      watch.settle(ALL);
    }
  }

  private void ready(long ttl, long second) {
    ready(ttl, second, Lease.ENDLESS);
  }

  private void ready(long ttl, long second, long endsAt) {
    watch.live(new News.Live(ID, ttl * 1_000, second * 1_000, Lease.NEVER, endsAt));
  }

  private void beat(long second) {
    watch.at(second * 1_000);
    watch.beat(ID, second * 1_000);
  }

  private <S extends StateStore> S open(StoreBuilder<S> builder) {
    S store = builder.withLoggingDisabled().build();
    store.init(context.getStateStoreContext(), store);
    return store;
  }
}
