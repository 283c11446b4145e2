package io.kubeterminal.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.reaper.Listening.Chain;
import java.nio.ByteBuffer;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Times are milliseconds of the broker's clock. */
class ListeningTest {

  private static final long PATIENCE = 30_000;

  private Listening listening = Listening.NOBODY;

  @Test
  void nobodyListensBeforeTheFirstBeacon() {
    listening = listening.at(5_000);

    assertThat(listening.isFresh(PATIENCE)).isFalse();
  }

  @Test
  void listeningBeginsWithTheFirstBeaconWhateverItClaims() {
    beacon("a", 100_000L, 1_000_000);

    assertThat(listening.since()).isEqualTo(1_000_000);
    assertThat(listening.isFresh(PATIENCE)).isTrue();
  }

  @Test
  void anUnbrokenChainListensSinceItsBeginning() {
    chain("a", 0, 600_000);

    assertThat(listening.since()).isZero();
    assertThat(listening.now()).isEqualTo(600_000);
  }

  @Test
  void aBeaconIsFreshForItsFreshnessOnly() {
    chain("a", 0, 600_000);

    assertThat(listening.at(630_000).isFresh(PATIENCE)).isTrue();
    assertThat(listening.at(630_001).isFresh(PATIENCE)).isFalse();
  }

  @Test
  void aChainThatItsWriterBrokeBeginsAnew() {
    chain("a", 0, 600_000);
    beacon("a", null, 610_000);
    assertThat(listening.since()).isEqualTo(610_000);

    beacon("a", 610_000L, 620_000);
    assertThat(listening.since()).isEqualTo(610_000);
  }

  @Test
  void aBeaconOnItsWayWhileTheClockJumpedForwardDoesNotClaimTheJump() {
    chain("a", 0, 600_000);
    beacon("a", 0L, 4_200_000);
    assertThat(listening.since()).isEqualTo(4_200_000);

    beacon("a", 0L, 4_200_001);
    assertThat(listening.since()).as("its successor cannot either").isEqualTo(4_200_000);
  }

  @Test
  void aDeadReplicasLastBeaconDoesNotSpeakForThoseThatWereCompactedAway() {
    chain("a", 0, 600_000);
    beacon("b", 0L, 2_000_000);

    assertThat(listening.since()).isEqualTo(2_000_000);
  }

  @Test
  void twoReplicasThatOverlapListenWithoutAGap() {
    chain("a", 0, 600_000);
    beacon("b", null, 605_000);
    assertThat(listening.since()).as("whether a still lives is not known yet").isEqualTo(605_000);

    beacon("a", 0L, 610_000);
    assertThat(listening.since()).isZero();

    beacon("b", 605_000L, 615_000);
    beacon("b", 605_000L, 625_000);
    assertThat(listening.since()).as("a has died").isZero();
  }

  @Test
  void aReplicaThatCameAfterTheOtherHadGoneBeginsAnew() {
    chain("a", 0, 600_000);
    beacon("b", null, 600_001);

    assertThat(listening.since()).isEqualTo(600_001);
  }

  @Test
  void aBridgeOfThreeReplicasHolds() {
    chain("a", 0, 20_000);
    beacon("b", null, 15_000);
    beacon("b", 15_000L, 40_000);
    beacon("c", null, 35_000);
    beacon("c", 35_000L, 60_000);

    assertThat(listening.since()).isZero();
  }

  @Test
  void aReplicaThatIsForgottenTakesNothingAway() {
    chain("a", 0, 600_000);
    beacon("b", null, 595_001);
    beacon("b", 595_001L, 605_001);
    assertThat(listening.without("a").chains()).containsOnlyKeys("b");

    listening = listening.without("a");
    beacon("b", 595_001L, 615_001);
    assertThat(listening.since()).isZero();
  }

  @Test
  void whoIsSilentForTooLongIsNamed() {
    chain("a", 0, 600_000);
    chain("b", 600_000, 700_000);

    assertThat(listening.silentFor(100_000)).isEmpty();
    assertThat(listening.silentFor(99_999)).containsExactly("a");
  }

  @Test
  void aClockThatWentBackBeginsAnew() {
    chain("a", 0, 600_000);
    listening = listening.at(300_000);
    assertThat(listening.now()).isEqualTo(300_000);
    assertThat(listening.isFresh(PATIENCE)).isFalse();

    beacon("a", 0L, 301_000);
    beacon("a", 0L, 311_000);
    assertThat(listening.since()).isEqualTo(301_000);
  }

  @Test
  void aChainThatBeganInWhatIsNowTheFutureGoesOn() {
    beacon("a", 0L, 550_000);
    listening = listening.at(300_000);
    beacon("a", 550_000L, 301_000);
    beacon("a", 550_000L, 311_000);

    assertThat(listening.since()).isEqualTo(301_000);
  }

  @Test
  void anotherBrokersClockMayBeALittleBehind() {
    chain("a", 0, 600_000);
    listening = listening.at(595_000);
    assertThat(listening.now()).isEqualTo(600_000);

    beacon("a", 0L, 599_000);
    assertThat(listening.since()).isZero();
    assertThat(listening.until()).isEqualTo(600_000);
  }

  @Test
  void whatIsKeptIsReadBackTheSame() {
    chain("a", 0, 600_000);
    chain("b", 595_000, 700_000);
    Serde<Listening> serde = ListeningSerde.create();

    Listening read =
        serde.deserializer().deserialize("t", serde.serializer().serialize("t", listening));

    assertThat(read).isEqualTo(listening);
    assertThat(read.chains()).containsEntry("a", new Chain(0, 600_000));
  }

  @Test
  void aLeaseIsReadBackTheSame() {
    Lease lease = new Lease(60_000, 5, Lease.NEVER, 7, Lease.ENDLESS);

    assertThat(
            Lease.SERDE
                .deserializer()
                .deserialize("t", Lease.SERDE.serializer().serialize("t", lease)))
        .isEqualTo(lease);
  }

  @Test
  void aLeaseThatWasKeptBeforeLifetimesWereKnownIsEndless() {
    byte[] kept = ByteBuffer.allocate(32).putLong(60_000).putLong(5).putLong(6).putLong(7).array();

    assertThat(Lease.SERDE.deserializer().deserialize("t", kept))
        .isEqualTo(new Lease(60_000, 5, 6, 7, Lease.ENDLESS));
  }

  private void chain(String replica, long from, long to) {
    beacon(replica, null, from);
    for (long time = from + 10_000; time <= to; time += 10_000) {
      beacon(replica, from, time);
    }
  }

  private void beacon(String replica, Long since, long time) {
    listening = listening.beacon(replica, since, time, PATIENCE);
  }
}
