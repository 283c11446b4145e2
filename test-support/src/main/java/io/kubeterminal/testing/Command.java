package io.kubeterminal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A program that is run to its end, which is in sight. */
public final class Command {

  private Command() {}

  /**
   * Runs it with nothing to read.
   *
   * @return what it printed, on either stream
   * @throws AssertionError with that, if it fails or does not end in time
   */
  public static String output(ProcessBuilder command, Duration atMost) {
    try {
      Path printed = Files.createTempFile("command-", ".txt");
      try {
        Process process =
            command.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
        process.getOutputStream().close();
        boolean ended = process.waitFor(atMost);
        process.destroyForcibly();
        String output = Files.readString(printed);
        if (!ended || process.exitValue() != 0) {
          throw new AssertionError(
              "%s %s: %s"
                  .formatted(
                      String.join(" ", command.command()),
                      ended ? "failed" : "did not end within " + atMost,
                      output));
        }
        return output;
      } finally {
        Files.delete(printed);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
