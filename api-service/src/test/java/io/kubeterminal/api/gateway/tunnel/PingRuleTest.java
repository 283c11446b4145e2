package io.kubeterminal.api.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.gateway.tunnel.PingRule.Ping;
import io.kubeterminal.api.gateway.tunnel.PingRule.Silent;
import io.kubeterminal.api.gateway.tunnel.PingRule.Wait;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingRuleTest {

  /** Close to where it overflows, as nanoTime may be. */
  private static final long START = Long.MAX_VALUE - seconds(35);

  private final PingRule rule = new PingRule(Duration.ofSeconds(30), Duration.ofSeconds(20), START);

  @Test
  void itAsksEachPeriod() {
    assertThat(rule.next(at(0), at(0), null)).isEqualTo(new Wait(Duration.ofSeconds(5)));
    assertThat(rule.next(at(28), at(0), null)).isEqualTo(new Wait(Duration.ofSeconds(2)));
    assertThat(rule.next(at(30), at(0), null)).isEqualTo(new Ping());
    assertThat(rule.next(at(30), at(0), null)).isEqualTo(new Wait(Duration.ofSeconds(5)));
    assertThat(rule.next(at(60), at(31), null)).isEqualTo(new Ping());
  }

  @Test
  void whoAnswersNothingInTimeIsSilent() {
    assertThat(rule.next(at(30), at(29), null)).isEqualTo(new Ping());
    assertThat(rule.next(at(48), at(29), null)).isEqualTo(new Wait(Duration.ofSeconds(2)));
    assertThat(rule.next(at(50), at(29), null)).isEqualTo(new Silent());
  }

  @Test
  void anySignOfLifeIsAnAnswer() {
    assertThat(rule.next(at(30), at(29), null)).isEqualTo(new Ping());
    assertThat(rule.next(at(50), at(49), null)).isEqualTo(new Wait(Duration.ofSeconds(5)));
    assertThat(rule.next(at(59), at(49), null)).isEqualTo(new Wait(Duration.ofSeconds(1)));
  }

  @Test
  void whoTakesNothingIsSilentToo() {
    assertThat(rule.next(at(5), at(5), at(2))).isEqualTo(new Wait(Duration.ofSeconds(5)));
    assertThat(rule.next(at(20), at(20), at(2))).isEqualTo(new Wait(Duration.ofSeconds(2)));
    assertThat(rule.next(at(22), at(22), at(2))).isEqualTo(new Silent());
  }

  private static long at(int seconds) {
    return START + seconds(seconds);
  }

  private static long seconds(int count) {
    return Duration.ofSeconds(count).toNanos();
  }
}
