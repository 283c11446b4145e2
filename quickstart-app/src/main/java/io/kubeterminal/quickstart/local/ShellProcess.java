package io.kubeterminal.quickstart.local;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import com.pty4j.unix.UnixPtyProcess;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One shell on a pseudo terminal of its own. */
final class ShellProcess {

  /** How long processes may take to end after the hangup, before they are killed. */
  private static final Duration GRACE = Duration.ofMillis(300);

  private final UnixPtyProcess process;
  private final ProcessSession session;

  private ShellProcess(UnixPtyProcess process, ProcessHandle handle) {
    this.process = process;
    this.session = new ProcessSession(handle);
  }

  static ShellProcess start(
      List<String> command, Map<String, String> environment, Path folder, int columns, int rows)
      throws IOException {
    PtyProcess process =
        new PtyProcessBuilder(command.toArray(String[]::new))
            .setEnvironment(environment)
            .setDirectory(folder.toString())
            .setInitialColumns(columns)
            .setInitialRows(rows)
            .start();
    if (!(process instanceof UnixPtyProcess unix)) {
      throw new IOException("local terminals need Linux or macOS");
    }
    ProcessHandle handle =
        ProcessHandle.of(process.pid())
            .orElseThrow(() -> new IOException("the shell ended at once"));
    return new ShellProcess(unix, handle);
  }

  /** Types into the shell; waits while it does not read. */
  void type(ByteBuffer keys) throws IOException {
    byte[] bytes = new byte[keys.remaining()];
    keys.get(bytes);
    process.getOutputStream().write(bytes);
    process.getOutputStream().flush();
  }

  void resize(int columns, int rows) {
    process.setWinSize(new WinSize(columns, rows));
  }

  /**
   * Reads what the shell prints.
   *
   * @return how many bytes, or a negative number when the shell has ended
   */
  int read(byte[] buffer, int offset) throws IOException {
    return process.getInputStream().read(buffer, offset, buffer.length - offset);
  }

  /** Hangs up, as closing a terminal's window does, and ends every process of the session. */
  void end() {
    if (process.isRunning()) {
      process.hangup();
    }
    session.end(GRACE);
  }

  /** Waits for the shell's exit code, and ends what it left in the background. */
  int exitCode() throws InterruptedException {
    int code = process.waitFor();
    session.end(GRACE);
    return code;
  }

  /** Gives the pseudo terminal back; who still reads from it or writes to it gets an error. */
  void release() throws IOException {
    // Not by destroy(): that would send a signal to an id which may be another process's by now.
    process.getPty().close();
  }
}
