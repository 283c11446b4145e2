package io.kubeterminal.provisioner;

import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * {@code generate-key DIR} writes the keys that seal credentials and the key of ttyd's credentials
 * into a folder, {@code rotate-key DIR} puts new ones before them; and ends.
 */
final class KeyCommand {

  private static final String GENERATE = "generate-key";
  private static final String ROTATE = "rotate-key";

  private final PrintStream out;
  private final PrintStream err;

  KeyCommand(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  static boolean isMeant(String[] args) {
    return args.length > 0 && (args[0].equals(GENERATE) || args[0].equals(ROTATE));
  }

  /**
   * @return the process' exit code: 0 done or done before, 1 cannot write, 2 wrong arguments
   */
  int run(String[] args) {
    if (args.length != 2 || args[1].isBlank()) {
      err.println("usage: java -jar provisioner-worker.jar %s|%s DIR".formatted(GENERATE, ROTATE));
      return 2;
    }
    try {
      Path folder = Path.of(args[1]);
      if (args[0].equals(ROTATE)) {
        rotate(folder);
      } else {
        generate(folder);
      }
      out.println("For api-service: " + folder.resolve(SealingKeys.PUBLIC_FILE));
      out.println("For both of them: " + folder.resolve(ShellKeys.FILE));
      return 0;
    } catch (IOException | InvalidPathException e) {
      err.println("cannot write keys into " + args[1] + ": " + e);
      return 1;
    }
  }

  private void generate(Path folder) throws IOException {
    say(SealingKeys.generateInto(folder), folder.resolve(SealingKeys.PRIVATE_FILE));
    say(ShellKeys.generateInto(folder), folder.resolve(ShellKeys.FILE));
  }

  private void say(boolean made, Path file) {
    out.println((made ? "Wrote " : "Left as it was: ") + file);
  }

  private void rotate(Path folder) throws IOException {
    SealingKeys.rotateIn(folder);
    ShellKeys.rotateIn(folder);
    out.println("A new key is first in each file, and the one before it still opens");
  }
}
