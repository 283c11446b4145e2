package io.kubeterminal.quickstart;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.Callable;

/** Tells the person in front of the console what is being started, and how long it took. */
final class Progress {

  private static final int WIDTH = 22;

  private final PrintStream console;

  Progress(PrintStream console) {
    this.console = console;
  }

  void say(String line) {
    console.println(line);
    console.flush();
  }

  /** Shows {@code name}, does the step, and shows its time. */
  <T> T step(String name, Callable<T> step) throws Exception {
    console.printf("  %s %s ", name, ".".repeat(WIDTH - name.length()));
    console.flush();
    long begin = System.nanoTime();
    try {
      T done = step.call();
      say(String.format(Locale.ROOT, "ready in %.1f s", (System.nanoTime() - begin) / 1e9));
      return done;
    } catch (Exception e) {
      say("failed");
      throw e;
    }
  }
}
