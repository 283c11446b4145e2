package io.kubeterminal.api.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CreateRateTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final CreateRate rate = new CreateRate(30);

  @Test
  void aMinutesWorthAtOnceAndThenOneEveryTwoSeconds() {
    for (int i = 0; i < 30; i++) {
      assertThat(rate.take("fanux", 0)).isZero();
    }
    assertThat(rate.take("fanux", 0)).isEqualTo(Duration.ofSeconds(2));
    assertThat(rate.take("fanux", SECOND)).isEqualTo(Duration.ofSeconds(1));
    assertThat(rate.take("fanux", 2 * SECOND)).isZero();
    assertThat(rate.take("fanux", 2 * SECOND)).isEqualTo(Duration.ofSeconds(2));
    assertThat(rate.take("another", 2 * SECOND)).isZero();
  }

  @Test
  void noMoreThanAMinutesWorthIsSavedUp() {
    rate.take("fanux", 0);
    for (int i = 0; i < 30; i++) {
      assertThat(rate.take("fanux", 3_600 * SECOND)).isZero();
    }
    assertThat(rate.take("fanux", 3_600 * SECOND)).isPositive();
  }

  @Test
  void whoWasNotHereForAMinuteIsForgotten() {
    for (int i = 0; i < 100; i++) {
      rate.take("owner " + i, i);
    }
    assertThat(rate.owners()).isEqualTo(100);
    rate.take("late", 60 * SECOND + 49);
    assertThat(rate.owners()).isEqualTo(51);
  }

  @Test
  void thereIsABound() {
    for (int i = 0; i < CreateRate.MOST_OWNERS + 10; i++) {
      rate.take("owner " + i, 0);
    }
    assertThat(rate.owners()).isEqualTo(CreateRate.MOST_OWNERS);
  }
}
