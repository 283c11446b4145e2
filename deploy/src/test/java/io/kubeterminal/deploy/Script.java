package io.kubeterminal.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/** Runs a program of this folder. */
final class Script {

  private Script() {}

  /**
   * @return what it printed
   * @throws AssertionError with that, if it fails
   */
  static String run(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (process.waitFor() != 0) {
        throw new AssertionError(String.join(" ", command) + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
