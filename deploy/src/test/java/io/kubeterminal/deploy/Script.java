package io.kubeterminal.deploy;

import io.kubeterminal.testing.Command;
import java.time.Duration;

/** Runs a program of this folder. */
final class Script {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private Script() {}

  /**
   * @return what it printed
   * @throws AssertionError with that, if it fails or does not end
   */
  static String run(String... command) {
    return Command.output(new ProcessBuilder(command), PATIENCE);
  }
}
