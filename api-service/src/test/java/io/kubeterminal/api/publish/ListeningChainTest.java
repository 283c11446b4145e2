package io.kubeterminal.api.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningChainTest {

  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void theFirstBeaconBeginsTheChainWithoutClaimingAnything() {
    ListeningChain none = ListeningChain.NONE;
    assertThat(none.since()).isNull();
    assertThat(none.acknowledged(none, START).since()).isEqualTo(START);
  }

  @ParameterizedTest
  @CsvSource({
    "10000, true",
    "0, true",
    "25000, true",
    "25001, false",
    "3600000, false",
    "-1, false",
  })
  void theChainHoldsOverAGapThatIsNotTooLongAndNoStepBack(long gapMillis, boolean holds) {
    ListeningChain chain = begun();
    ListeningChain next = chain.acknowledged(chain, START.plusMillis(gapMillis));
    assertThat(next.since()).isEqualTo(holds ? START : null);
  }

  @Test
  void gapsAreMeasuredFromTheNewestBeacon() {
    ListeningChain chain = begun();
    for (int beacon = 1; beacon <= 10; beacon++) {
      chain = chain.acknowledged(chain, START.plusSeconds(20L * beacon));
    }
    assertThat(chain.since()).isEqualTo(START);
  }

  @Test
  void aBrokenChainBeginsAnewWithItsNextBeacon() {
    ListeningChain broken = begun().broken();
    assertThat(broken.since()).isNull();
    Instant later = START.plusSeconds(10);
    assertThat(broken.acknowledged(broken, later).since()).isEqualTo(later);
  }

  @Test
  void aChainThatBrokeWhileABeaconWasOnItsWayStaysBroken() {
    ListeningChain sent = begun();
    ListeningChain broken = sent.broken();
    assertThat(broken.acknowledged(sent, START.plusSeconds(10)).since()).isNull();
  }

  @Test
  void alsoWhenThatBeaconWasTheFirst() {
    ListeningChain sent = ListeningChain.NONE;
    assertThat(sent.broken().acknowledged(sent, START).since()).isNull();
  }

  private static ListeningChain begun() {
    return ListeningChain.NONE.acknowledged(ListeningChain.NONE, START);
  }
}
