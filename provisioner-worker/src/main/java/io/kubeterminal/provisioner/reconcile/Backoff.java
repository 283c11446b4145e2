package io.kubeterminal.provisioner.reconcile;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before trying again: twice as long each time, up to a bound, less up to a half
 * by chance, so that what failed together does not come back together.
 */
record Backoff(Duration first, Duration most) {

  private static final int DOUBLINGS = 20;

  /**
   * @param failures in a row, 1 or more
   */
  Duration after(int failures, RandomGenerator random) {
    long doubled = first.toMillis() << Math.min(failures - 1, DOUBLINGS);
    long bound = Math.min(doubled, most.toMillis());
    return Duration.ofMillis(bound - random.nextLong(bound / 2 + 1));
  }
}
