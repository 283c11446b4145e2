package io.kubeterminal.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/**
 * Notes every skipped test with its reason, one line each, in the file that the system property
 * {@value #FILE} names, so that the build can show at its end what it did not prove.
 */
public final class SkippedTests implements TestExecutionListener {

  static final String FILE = "kube-terminal.skipped-tests";

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    note(test, reason);
  }

  /** A failed assumption counts as skipped too. */
  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    if (result.getStatus() == Status.ABORTED) {
      note(test, result.getThrowable().map(Throwable::getMessage).orElse("aborted"));
    }
  }

  private static void note(TestIdentifier test, String reason) {
    String file = System.getProperty(FILE);
    if (file == null) {
      return;
    }
    String line = "%s: %s%n".formatted(name(test), reason.replaceAll("\\s+", " "));
    try {
      Path path = Path.of(file);
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(TestIdentifier test) {
    return switch (test.getSource().orElse(null)) {
      case ClassSource source -> simple(source.getClassName());
      case MethodSource source -> simple(source.getClassName()) + "." + source.getMethodName();
      case null, default -> test.getDisplayName();
    };
  }

  private static String simple(String className) {
    return className.substring(className.lastIndexOf('.') + 1);
  }
}
