package io.kubeterminal.quickstart.local;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shell of a terminal: connections come and go, it stays until it exits or is ended. */
final class SharedShell {

  private static final Logger LOG = LoggerFactory.getLogger(SharedShell.class);
  private static final int BUFFER = 16 * 1024;

  /** How much of the latest output is shown to a new connection, in bytes. */
  private static final int RECORD = 256 * 1024;

  /** How long a connection that takes nothing may hold up others. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long the window is another one, for programs to notice. */
  private static final Duration NUDGE = Duration.ofMillis(100);

  private final ShellProcess process;
  private final Audience audience = new Audience(new OutputRecord(RECORD), PATIENCE);
  private int columns;
  private int rows;
  private boolean released;

  SharedShell(ShellProcess process, int columns, int rows) {
    this.process = process;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * Passes the output on until the shell exits.
   *
   * @param exited is told then, before the connections are
   */
  void run(String threadName, Consumer<SharedShell> exited) {
    // A platform thread: the read is native and would hold a virtual thread's carrier.
    Thread.ofPlatform().daemon().name(threadName).start(() -> passOutput(exited));
  }

  private void passOutput(Consumer<SharedShell> exited) {
    byte[] buffer = new byte[BUFFER];
    try {
      int read = process.read(buffer, 0);
      while (read > 0) {
        audience.tell(buffer, read);
        read = process.read(buffer, 0);
      }
      exited.accept(this);
      audience.end(closeReason(process.exitCode()));
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("the shell's output broke");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      exited.accept(this);
      audience.end(TtydConnection.BROKEN);
      release();
    }
  }

  private static CloseReason closeReason(int exitCode) {
    return exitCode == 0
        ? new CloseReason(CloseCodes.NORMAL_CLOSURE, "exit status 0")
        : new CloseReason(CloseCodes.UNEXPECTED_CONDITION, "exit status " + exitCode);
  }

  /** Takes a connection in: it is shown the screen as it was, in a window of its own size. */
  void join(Outbox outbox, int itsColumns, int itsRows) {
    boolean seenBefore = audience.join(outbox);
    if (!resize(itsColumns, itsRows) && seenBefore) {
      repaint();
    }
  }

  void leave(Outbox outbox) {
    audience.leave(outbox);
  }

  /** Waits while the shell does not read. */
  void type(Outbox from, ByteBuffer keys) throws IOException {
    audience.active(from);
    process.type(keys);
  }

  void resize(Outbox from, int newColumns, int newRows) {
    audience.active(from);
    resize(newColumns, newRows);
  }

  private synchronized boolean resize(int newColumns, int newRows) {
    boolean changed = columns != newColumns || rows != newRows;
    columns = newColumns;
    rows = newRows;
    if (changed && !released) {
      process.resize(columns, rows);
    }
    return changed;
  }

  /** Has full-screen programs draw everything anew, which they do when the window changes. */
  private synchronized void repaint() {
    if (!released) {
      process.resize(columns, rows > 1 ? rows - 1 : 2);
      CompletableFuture.delayedExecutor(NUDGE.toMillis(), TimeUnit.MILLISECONDS)
          .execute(this::resizeBack);
    }
  }

  private synchronized void resizeBack() {
    if (!released) {
      process.resize(columns, rows);
    }
  }

  /** Ends the shell, and whatever it started, and its connections for {@code why}. */
  void end(CloseReason why) {
    audience.end(why);
    process.end();
  }

  private synchronized void release() {
    released = true;
    try {
      process.release();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).log("closed twice");
    }
  }
}
