package io.kubeterminal.provisioner;

import io.kubeterminal.sealing.SealingKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** {@code generate-key DIR}: writes a sealing key pair into a folder, and ends. */
final class KeyCommand {

  private static final String NAME = "generate-key";

  private final PrintStream out;
  private final PrintStream err;

  KeyCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static boolean isMeant(String[] args) {
    return args.length > 0 && args[0].equals(NAME);
  }

  /**
   * @return the process' exit code: 0 done or done before, 1 cannot write, 2 wrong arguments
   */
  int run(String[] args) {
    if (args.length != 2 || args[1].isBlank()) {
      err.println("usage: java -jar provisioner-worker.jar " + NAME + " DIR");
      return 2;
    }
    try {
      Path folder = Path.of(args[1]);
      boolean made = SealingKeys.generateInto(folder);
      out.println(
          (made ? "Wrote " : "Left as it was: ") + folder.resolve(SealingKeys.PRIVATE_FILE));
      out.println("For api-service: " + folder.resolve(SealingKeys.PUBLIC_FILE));
      return 0;
    } catch (IOException | InvalidPathException e) {
      err.println("cannot write a key pair into " + args[1] + ": " + e);
      return 1;
    }
  }
}
