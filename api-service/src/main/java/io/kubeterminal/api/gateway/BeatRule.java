package io.kubeterminal.api.gateway;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When what passes through a terminal's shells is worth a beat. What a person types always is, once
 * a period; what the terminal shows is only while a person was there lately, so that a forgotten
 * tab in which something keeps moving does not keep its terminal for ever.
 */
final class BeatRule {

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Duration period;
  private final Duration unattended;
  private @Nullable Instant personAt;
  private @Nullable Instant beatAt;
  private boolean lost;

  /**
   * @param period the time between two beats
   * @param unattended how long after a sign of a person the terminal's output is one of use
   * @param personAt when there was such a sign, as far as is known; null: never
   */
  BeatRule(Duration period, Duration unattended, @Nullable Instant personAt) {
    this.period = period;
    this.unattended = unattended;
    this.personAt = personAt;
  }

  /** Somebody typed; true: beat now. */
  boolean typed(Instant now) {
    personAt = now;
    return beat(now);
  }

  /** The terminal showed something; true: beat now. */
  boolean shown(Instant now) {
    return personAt != null && !passed(personAt, unattended, now) && beat(now);
  }

  /** The last beat was not written: the next one need not wait for the whole period. */
  void lost() {
    lost = true;
  }

  private boolean beat(Instant now) {
    Duration pause = lost && RETRY.compareTo(period) < 0 ? RETRY : period;
    // A clock that was set back must not silence a terminal in use.
    if (beatAt != null && !now.isBefore(beatAt) && !passed(beatAt, pause, now)) {
      return false;
    }
    beatAt = now;
    lost = false;
    return true;
  }

  private static boolean passed(Instant since, Duration bound, Instant now) {
    return Duration.between(since, now).compareTo(bound) >= 0;
  }
}
