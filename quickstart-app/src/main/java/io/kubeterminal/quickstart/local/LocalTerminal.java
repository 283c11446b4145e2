package io.kubeterminal.quickstart.local;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One open terminal: its folder, its environment, its shell, and the connections to that. */
final class LocalTerminal {

  /** Connections to one terminal at the same time. */
  static final int MOST_CONNECTIONS = 16;

  private static final int ATTEMPTS = 3;
  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

  private final UUID id;
  private final TerminalFolder folder;
  private final String shell;
  private final Map<String, String> environment;
  private final TtydCredential credential;
  private final Set<TtydConnection> connections = new HashSet<>();
  private @Nullable String kubeconfig;
  private @Nullable SharedShell running;
  private boolean closed;

  LocalTerminal(
      UUID id,
      TerminalFolder folder,
      String shell,
      Map<String, String> environment,
      TtydCredential credential) {
    this.id = id;
    this.credential = credential;
    this.folder = folder;
    this.shell = shell;
    this.environment = Map.copyOf(environment);
  }

  UUID id() {
    return id;
  }

  /** What a connection has to show. */
  TtydCredential credential() {
    return credential;
  }

  /**
   * From now on {@code kubectl} uses this kubeconfig, if it is one and not the one given last: what
   * its user has changed in it since then stays.
   */
  synchronized void use(@Nullable String given) throws IOException {
    if (given != null && !given.equals(kubeconfig)) {
      folder.write(given);
      kubeconfig = given;
    }
  }

  String title() {
    return shell + " (" + environment.getOrDefault("USER_NAME", "local") + ")";
  }

  /** Takes a connection in, unless the terminal is closed or has enough of them. */
  synchronized boolean attach(TtydConnection connection) {
    return !closed && connections.size() < MOST_CONNECTIONS && connections.add(connection);
  }

  synchronized void detach(TtydConnection connection) {
    connections.remove(connection);
  }

  synchronized int connections() {
    return connections.size();
  }

  /** Joins a connection to the shell, which is started where none runs, but never once closed. */
  synchronized SharedShell join(Outbox outbox, int columns, int rows) throws IOException {
    if (closed) {
      throw new IOException("the terminal is closed");
    }
    SharedShell joined = running == null ? start(columns, rows) : running;
    joined.join(outbox, columns, rows);
    return joined;
  }

  private SharedShell start(int columns, int rows) throws IOException {
    SharedShell started =
        new SharedShell(
            ShellProcess.start(List.of(shell), environment, folder.path(), columns, rows),
            columns,
            rows);
    running = started;
    started.run("terminal-output-" + id, this::exited);
    return started;
  }

  private synchronized void exited(SharedShell shell) {
    if (running == shell) {
      running = null;
    }
  }

  /** Ends the shell and every connection, all at the same time, and takes no new ones. */
  void end() throws InterruptedException {
    Set<TtydConnection> open;
    SharedShell toEnd;
    synchronized (this) {
      closed = true;
      open = Set.copyOf(connections);
      toEnd = running;
    }
    CloseReason why = new CloseReason(CloseCodes.GOING_AWAY, "the terminal was closed");
    for (TtydConnection connection : open) {
      // A close frame to a client that does not read waits; the port's end will cut it off.
      Thread.ofPlatform().daemon().name("terminal-end-" + id).start(() -> connection.end(why));
    }
    long deadline = System.nanoTime() + CLOSE_WITHIN.toNanos();
    if (toEnd != null) {
      toEnd.end(why);
    }
    for (TtydConnection connection : open) {
      connection.awaitEnd(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
    }
  }

  /** Removes what outlived its session, and the folder. */
  void removeRest() throws IOException {
    for (int attempt = 1; ; attempt++) {
      MarkedProcesses.kill(id);
      try {
        FolderRemoval.remove(folder.path());
        return;
      } catch (DirectoryNotEmptyException e) {
        // A process that was just killed had still written something.
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }
}
