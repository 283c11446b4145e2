package io.kubeterminal.image;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this machine offers. */
final class Machine {

  private Machine() {}

  static boolean has(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
