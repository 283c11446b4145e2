package io.kubeterminal.quickstart.local;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.provisioner.cluster.ClusterUnavailable;
import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.schema.Endpoint;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** This machine in the place of Kubernetes: a terminal is there, whole and ready, or it is not. */
public final class LocalCluster implements Cluster {

  private final LocalTerminals terminals;
  private final @Nullable ApiServer apiServer;
  private final InstantSource time;
  private final Map<UUID, Instant> createdAt = new ConcurrentHashMap<>();
  private final Map<UUID, String> credentials = new ConcurrentHashMap<>();
  private final List<Consumer<UUID>> listeners = new CopyOnWriteArrayList<>();

  /**
   * @param apiServer what {@code kubectl} speaks to in a terminal that was asked for with a token,
   *     or null: nothing is known, and it is a shell like any other
   */
  public LocalCluster(LocalTerminals terminals, @Nullable ApiServer apiServer, InstantSource time) {
    this.terminals = terminals;
    this.apiServer = apiServer;
    this.time = time;
  }

  @Override
  public void apply(DesiredTerminal terminal) throws ClusterUnavailable {
    try {
      createdAt.putIfAbsent(terminal.id(), time.instant());
      terminals.open(terminal.id(), user(terminal));
      credentials.put(terminal.id(), terminal.credentialVersion());
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot open a local terminal: " + e.getMessage());
    }
    tell(terminal.id());
  }

  @Override
  public void delete(UUID terminalId) throws ClusterUnavailable {
    try {
      terminals.close(terminalId);
      createdAt.remove(terminalId);
      credentials.remove(terminalId);
    } catch (IOException e) {
      throw new ClusterUnavailable("cannot close a local terminal: " + e.getMessage());
    }
    tell(terminalId);
  }

  @Override
  public ObservedTerminal observe(UUID terminalId) {
    return terminals
        .address(terminalId)
        .map(address -> observed(terminalId, address))
        .orElse(ObservedTerminal.absent());
  }

  private ObservedTerminal observed(UUID terminalId, InetSocketAddress address) {
    Endpoint endpoint = new Endpoint(address.getHostString(), address.getPort());
    Instant since = createdAt.getOrDefault(terminalId, time.instant());
    return ObservedTerminal.whole(since, endpoint, null)
        .withCredential(credentials.getOrDefault(terminalId, ""));
  }

  @Override
  public Set<UUID> terminals() {
    return terminals.ids();
  }

  @Override
  public void onChange(Consumer<UUID> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean synced() {
    return true;
  }

  /** Leaves the terminals open: whoever opened {@link LocalTerminals} closes them. */
  @Override
  public void close() {}

  private TerminalUser user(DesiredTerminal terminal) {
    return new TerminalUser(
        terminal.userName(),
        terminal.namespace(),
        apiServer == null ? null : apiServer.url(),
        kubeconfig(terminal));
  }

  private @Nullable String kubeconfig(DesiredTerminal terminal) {
    return switch (terminal.credentialKind()) {
      case KUBECONFIG -> terminal.credential();
      case TOKEN ->
          apiServer == null
              ? null
              : apiServer.kubeconfig(
                  terminal.userName(), terminal.namespace(), terminal.credential());
      case UNKNOWN -> null;
    };
  }

  private void tell(UUID terminalId) {
    listeners.forEach(listener -> listener.accept(terminalId));
  }
}
