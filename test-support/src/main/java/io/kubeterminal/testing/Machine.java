package io.kubeterminal.testing;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine offers. */
public final class Machine {

  private Machine() {}

  public static boolean has(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  public static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
