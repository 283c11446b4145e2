package io.kubeterminal.provisioner.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** What time it is in a partition. */
class LogClockTest {

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  @Test
  void aQuietPartitionsTimeGoesOnByTheMonotonicClock() {
    AtomicLong nanos = new AtomicLong(500);
    LogClock clock = new LogClock(nanos::get);

    clock.folded(NOON.toEpochMilli());
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(300));

    clock.folded(NOON.plusSeconds(60).toEpochMilli());
    assertThat(clock.now()).isEqualTo(NOON.plusSeconds(60));
  }

  @Test
  void aPartitionWithoutAnEventHasNoTime() {
    LogClock clock = new LogClock(() -> Long.MAX_VALUE);

    clock.folded(-1);

    assertThat(clock.now()).isEqualTo(Instant.MIN);
  }
}
