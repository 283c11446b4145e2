package io.kubeterminal.quickstart.local;

import io.kubeterminal.sealing.ShellKeys;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The terminals that run on this machine, each in a folder and behind a loopback port of its own.
 */
public final class LocalTerminals implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalTerminals.class);

  private record Open(LocalTerminal terminal, InetSocketAddress address) {}

  private final Path folder;
  private final ShellKeys keys;
  private final String shell = findShell();
  private final LoopbackPorts ports;
  private final Map<UUID, Open> open = new ConcurrentHashMap<>();

  /**
   * Removes what an earlier run left in {@code folder}, should that have been killed.
   *
   * @param folder holds one folder for each terminal; nobody else uses it
   * @param keys what each terminal wants to be shown comes from these
   */
  public LocalTerminals(Path folder, ShellKeys keys) throws IOException {
    this.folder = folder.toAbsolutePath();
    this.keys = keys;
    Files.createDirectories(folder);
    removeRemains();
    this.ports = new LoopbackPorts(this.folder.resolve("server"));
  }

  /**
   * Opens the terminal. In one that is open the kubeconfig alone is brought up to date.
   *
   * @return where its WebSocket is served, at the path {@code /ws}
   */
  public InetSocketAddress open(UUID id, TerminalUser user) throws IOException {
    synchronized (this) {
      Open there = open.get(id);
      if (there != null) {
        there.terminal().use(user.kubeconfig());
        return there.address();
      }
      TerminalFolder home = TerminalFolder.create(folder.resolve(id.toString()));
      LocalTerminal terminal =
          new LocalTerminal(
              id,
              home,
              shell,
              TerminalEnvironment.of(id, user, home, shell),
              new TtydCredential(keys.credential(id)));
      terminal.use(user.kubeconfig());
      InetSocketAddress address =
          InetSocketAddress.createUnresolved(LoopbackPorts.ADDRESS, ports.listen(terminal));
      open.put(id, new Open(terminal, address));
      LOG.atInfo()
          .addKeyValue("terminal", id)
          .addKeyValue("port", address.getPort())
          .log("local terminal opened");
      return address;
    }
  }

  /** Ends every process of the terminal and removes its folder; one that is not open is fine. */
  public void close(UUID id) throws IOException {
    Open there = open.get(id);
    if (there == null) {
      return;
    }
    try {
      there.terminal().end();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ports.stopListening(there.terminal());
    there.terminal().removeRest();
    if (open.remove(id, there)) {
      LOG.atInfo().addKeyValue("terminal", id).log("local terminal closed");
    }
  }

  /** Where the terminal is served; empty unless it is open. */
  public Optional<InetSocketAddress> address(UUID id) {
    return Optional.ofNullable(open.get(id)).map(Open::address);
  }

  /** How many connections the terminal has now. */
  int connections(UUID id) {
    Open there = open.get(id);
    return there == null ? 0 : there.terminal().connections();
  }

  /** The ids of the open terminals. */
  public Set<UUID> ids() {
    return Set.copyOf(open.keySet());
  }

  /** Closes all of them at the same time. */
  @Override
  public void close() throws IOException {
    List<Thread> closing = new ArrayList<>();
    for (UUID id : ids()) {
      closing.add(Thread.ofPlatform().name("terminal-close-" + id).start(() -> closeQuietly(id)));
    }
    try {
      for (Thread one : closing) {
        one.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    ports.close();
  }

  private void closeQuietly(UUID id) {
    try {
      close(id);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("terminal", id).setCause(e).log("not everything could be removed");
    }
  }

  private void removeRemains() throws IOException {
    List<Path> remains;
    try (Stream<Path> found = Files.list(folder)) {
      remains = found.filter(Files::isDirectory).toList();
    }
    for (Path remain : remains) {
      terminalId(remain).ifPresent(MarkedProcesses::kill);
      FolderRemoval.remove(remain);
    }
  }

  private static Optional<UUID> terminalId(Path home) {
    try {
      return Optional.of(UUID.fromString(home.getFileName().toString()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String findShell() {
    String path = System.getenv().getOrDefault("PATH", "/bin:/usr/bin");
    return Stream.of(path.split(File.pathSeparator))
        .map(entry -> Path.of(entry, "bash"))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElse("/bin/sh");
  }
}
