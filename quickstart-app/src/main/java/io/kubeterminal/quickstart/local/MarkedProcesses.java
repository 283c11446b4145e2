package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/**
 * Processes that carry a terminal's id in their environment: also those that left its session, as
 * daemons and tmux do. Where there is no {@code /proc} (macOS) none is found.
 */
final class MarkedProcesses {

  static final String MARK = "TERMINAL_ID";

  private MarkedProcesses() {}

  static void kill(UUID terminalId) {
    String mark = "\0" + MARK + "=" + terminalId + "\0";
    ProcessHandle.allProcesses()
        .filter(process -> environment(process).contains(mark))
        .forEach(ProcessHandle::destroyForcibly);
  }

  private static String environment(ProcessHandle process) {
    Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
    try {
      return Files.isReadable(file) ? "\0" + Files.readString(file, ISO_8859_1) : "";
    } catch (IOException gone) {
      return "";
    }
  }
}
