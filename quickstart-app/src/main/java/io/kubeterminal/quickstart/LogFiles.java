package io.kubeterminal.quickstart;

import java.nio.file.Path;
import org.slf4j.bridge.SLF4JBridgeHandler;

/** Sends what every part logs to files, so that the console shows only what a person reads. */
final class LogFiles {

  private LogFiles() {}

  /** Must come before the first logger is asked for. */
  static void writeInto(Path folder) {
    System.setProperty("quickstart.logs", folder.toString());
    System.setProperty("logback.configurationFile", "quickstart-logback.xml");
    // Three applications share this JVM; none of them may set up logging for itself.
    System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
    SLF4JBridgeHandler.removeHandlersForRootLogger();
    SLF4JBridgeHandler.install();
  }
}
