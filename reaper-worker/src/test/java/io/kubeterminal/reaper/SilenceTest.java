package io.kubeterminal.reaper;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.reaper.Silence.Verdict;
import io.kubeterminal.schema.EndReason;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Times are seconds of the broker's clock; the terminal is ready at 1,000 where nothing is said.
 */
class SilenceTest {

  private static final Silence SILENCE = new Silence(Duration.ofMinutes(2), Duration.ofSeconds(30));
  private static final long NEVER = Lease.NEVER;
  private static final long READY = 1_000;
  private static final long ALWAYS = 0;

  private record Case(
      String promise,
      long ttl,
      long aliveAt,
      long warnedAt,
      long lastBeat,
      long listeningSince,
      long lastBeacon,
      long now,
      long endsAt,
      Verdict expected)
      implements Arguments {

    @Override
    public Object[] get() {
      return new Object[] {this};
    }

    @Override
    public String toString() {
      return promise;
    }
  }

  static Stream<Case> cases() {
    return Stream.of(
        at("7:59 of silence: in use", 600, NEVER, 2_000, ALWAYS, 2_479, inUse(2_480)),
        at("8:00 of silence: warned", 600, NEVER, 2_000, ALWAYS, 2_480, warn(2_600)),
        at("warned once", 600, 2_480, 2_000, ALWAYS, 2_490, inUse(2_600)),
        at("a restart does not warn again", 600, 2_481, 2_000, ALWAYS, 2_599, inUse(2_600)),
        at("a beat cancels the warning", 600, 2_480, 2_500, ALWAYS, 2_600, inUse(2_980)),
        at("warned again in a later silence", 600, 2_480, 2_500, ALWAYS, 2_980, warn(3_100)),
        at("9:59 of silence: in use", 600, 2_480, 2_000, ALWAYS, 2_599, inUse(2_600)),
        at("10:00 of silence: idle", 600, 2_480, 2_000, ALWAYS, 2_600, expire(2_600)),
        at("idle without a warning", 600, NEVER, 2_000, ALWAYS, 2_700, expire(2_600)),
        at("no beat: in use for a TTL", 600, 1_480, NEVER, ALWAYS, 1_599, inUse(1_600)),
        at("no beat: idle after a TTL", 600, 1_480, NEVER, ALWAYS, 1_600, expire(1_600)),
        at("a beat before the lease is no beat", 600, 1_480, 900, ALWAYS, 1_599, inUse(1_600)),
        at("a lease in the future lasts", 600, NEVER, NEVER, ALWAYS, 1_000, inUse(1_480)),
        at("TTL 60: warned after half of it", 60, NEVER, 2_000, ALWAYS, 2_030, warn(2_060)),
        at("TTL 60: not warned before", 60, NEVER, 2_000, ALWAYS, 2_029, inUse(2_030)),
        at("TTL 60: idle after 60", 60, 2_030, 2_000, ALWAYS, 2_060, expire(2_060)),
        at("deaf for 3 min of it: in use", 600, 2_480, 2_000, 2_180, 2_600, inUse(2_630)),
        at("deaf time never counts", 600, 2_700, 2_000, 2_180, 2_779, inUse(2_780)),
        at("idle once it was listened to", 600, 2_700, 2_000, 2_180, 2_780, expire(2_780)),
        at("restart of the only API: anew", 600, 2_480, 2_000, 2_599, 2_601, inUse(2_631)),
        at("clock went back: beat ignored", 600, NEVER, 9_000, 2_000, 2_100, inUse(2_130)),
        at("clock went back: idle", 600, 2_500, 9_000, 2_000, 2_600, expire(2_600)),
        at("a beat a little later than now", 600, NEVER, 2_103, ALWAYS, 2_100, inUse(2_583)),
        ends("lifetime: 2:01 before its end, in use", 2_200, NEVER, 2_079, inUse(2_080)),
        ends("lifetime: 2:00 before its end, warned", 2_200, NEVER, 2_080, warn(2_200)),
        ends("lifetime: warned once, whoever beats", 2_200, 2_080, 2_081, inUse(2_200)),
        ends("lifetime: over, however busy", 2_200, 2_080, 2_200, outlived(2_200)),
        ends("lifetime: over before the silence", 2_500, NEVER, 2_700, outlived(2_500)),
        ends("silence over before the lifetime", 2_650, NEVER, 2_700, expire(2_600)),
        ends("silence is warned of before a later lifetime", 9_000, NEVER, 2_480, warn(2_600)),
        ends("silence warned of, lifetime near: again", 2_700, 2_480, 2_580, warn(2_700)),
        deaf("no beacon ever: deaf", NEVER, NEVER),
        deaf("the last beacon is 31 s old: deaf", ALWAYS, 9_969));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void judges(Case the) {
    Lease lease =
        new Lease(
            the.ttl * 1_000, the.aliveAt * 1_000, millis(the.warnedAt), Lease.NEVER, the.endsAt);
    Listening listening =
        new Listening(
            the.now * 1_000, millis(the.listeningSince), millis(the.lastBeacon), Map.of());

    assertThat(SILENCE.judge(lease, millis(the.lastBeat), listening)).isEqualTo(the.expected);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatIsInUseIsNotLookedAtAgainAtOnce(Case the) {
    if (the.expected instanceof Verdict.InUse(long lookAgainAt)) {
      assertThat(lookAgainAt).isGreaterThan(the.now * 1_000);
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatHasExpiredIsLeftInPeaceForADay(Case the) {
    long now = the.now * 1_000;
    Lease expired = new Lease(the.ttl * 1_000, the.aliveAt * 1_000, NEVER, now, the.endsAt);
    long forgetAt = now + Duration.ofDays(1).toMillis();

    assertThat(SILENCE.judge(expired, NEVER, new Listening(now, 0, now, Map.of())))
        .isEqualTo(new Verdict.InUse(forgetAt));
    assertThat(SILENCE.judge(expired, NEVER, new Listening(forgetAt, 0, now, Map.of())))
        .isEqualTo(new Verdict.Forget());
    assertThat(SILENCE.firstLook(expired, NEVER, now)).isEqualTo(forgetAt);
  }

  private static Case at(
      String promise,
      long ttl,
      long warnedAt,
      long lastBeat,
      long listeningSince,
      long now,
      Verdict expected) {
    return new Case(
        promise,
        ttl,
        READY,
        warnedAt,
        lastBeat,
        listeningSince,
        now - 10,
        now,
        Lease.ENDLESS,
        expected);
  }

  /** Its TTL is 600, its last beat at 2,000, its lifetime over then. */
  private static Case ends(String promise, long endsAt, long warnedAt, long now, Verdict expected) {
    return new Case(
        promise, 600, READY, warnedAt, 2_000, ALWAYS, now - 10, now, endsAt * 1_000, expected);
  }

  private static Case deaf(String promise, long listeningSince, long lastBeacon) {
    return new Case(
        promise,
        600,
        READY,
        NEVER,
        2_000,
        listeningSince,
        lastBeacon,
        10_000,
        9_000_000,
        new Verdict.Deaf());
  }

  private static long millis(long seconds) {
    return seconds == NEVER ? NEVER : seconds * 1_000;
  }

  private static Verdict inUse(long lookAgainAt) {
    return new Verdict.InUse(lookAgainAt * 1_000);
  }

  private static Verdict warn(long expiresAt) {
    return new Verdict.Warn(expiresAt * 1_000);
  }

  private static Verdict outlived(long dueAt) {
    return new Verdict.Expire(EndReason.MAX_LIFETIME, dueAt * 1_000);
  }

  private static Verdict expire(long dueAt) {
    return new Verdict.Expire(EndReason.IDLE, dueAt * 1_000);
  }
}
