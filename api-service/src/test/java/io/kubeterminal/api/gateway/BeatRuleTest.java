package io.kubeterminal.api.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BeatRuleTest {

  private static final Instant START = Instant.parse("2026-11-24T10:00:00Z");
  private static final Duration PERIOD = Duration.ofMinutes(1);
  private static final Duration UNATTENDED = Duration.ofHours(1);

  private final BeatRule rule = new BeatRule(PERIOD, UNATTENDED, null);

  @Test
  void typingIsABeatAtMostOnceAPeriod() {
    assertThat(rule.typed(at("0s"))).isTrue();
    assertThat(rule.typed(at("1s"))).isFalse();
    assertThat(rule.shown(at("59.999s"))).isFalse();
    assertThat(rule.typed(at("1m"))).isTrue();
    assertThat(rule.typed(at("1m30s"))).isFalse();
    assertThat(rule.shown(at("2m"))).isTrue();
    assertThat(rule.typed(at("2m1s"))).isFalse();
  }

  @Test
  void outputAloneCountsUntilNobodyHasTypedForTooLong() {
    assertThat(rule.typed(at("0s"))).isTrue();
    for (int minute = 1; minute < 60; minute++) {
      assertThat(rule.shown(at(minute + "m"))).isTrue();
    }
    assertThat(rule.shown(at("60m"))).isFalse();
    assertThat(rule.shown(at("5h"))).isFalse();
    assertThat(rule.typed(at("6h"))).isTrue();
    assertThat(rule.shown(at("6h59m59s"))).isTrue();
    assertThat(rule.shown(at("7h1m"))).isFalse();
  }

  @Test
  void outputThatNobodyEverAskedForIsNoUse() {
    assertThat(rule.shown(at("0s"))).isFalse();
    assertThat(rule.shown(at("10m"))).isFalse();
  }

  @Test
  void whoWasThereBeforeThisReplicaStillIs() {
    BeatRule known = new BeatRule(PERIOD, UNATTENDED, at("0s"));
    assertThat(known.shown(at("59m"))).isTrue();
    assertThat(known.shown(at("1h"))).isFalse();
  }

  @Test
  void aLostBeatIsMadeUpForSoonButNotAtOnce() {
    assertThat(rule.typed(at("0s"))).isTrue();
    rule.lost();
    assertThat(rule.typed(at("4s"))).isFalse();
    assertThat(rule.shown(at("5s"))).isTrue();
    assertThat(rule.typed(at("20s"))).isFalse();
    assertThat(rule.typed(at("65s"))).isTrue();
  }

  @Test
  void aClockSetBackDoesNotSilenceATerminal() {
    assertThat(rule.typed(at("5h"))).isTrue();
    assertThat(rule.shown(at("0s"))).isTrue();
    assertThat(rule.typed(at("30s"))).isFalse();
    assertThat(rule.typed(at("1m"))).isTrue();
  }

  @Test
  void outputCountsNotAtAllWhereItShallNot() {
    BeatRule typedOnly = new BeatRule(PERIOD, Duration.ZERO, null);
    assertThat(typedOnly.typed(at("0s"))).isTrue();
    assertThat(typedOnly.shown(at("1m"))).isFalse();
    assertThat(typedOnly.typed(at("2m"))).isTrue();
  }

  private static Instant at(String after) {
    return START.plus(Duration.parse("PT" + after));
  }
}
