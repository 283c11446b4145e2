package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Where terminals live: Kubernetes, or local processes in the quickstart. */
public interface Cluster extends AutoCloseable {

  /** Makes the terminal be there as {@code terminal} says; twice is the same as once. */
  void apply(DesiredTerminal terminal) throws ClusterRefusal, ClusterUnavailable;

  /** Gives the terminal its newer credential, and touches nothing else of it that runs. */
  default void renew(DesiredTerminal terminal) throws ClusterRefusal, ClusterUnavailable {
    apply(terminal);
  }

  /**
   * Whether the cluster that terminals speak to takes this token.
   *
   * @throws ClusterUnavailable if it does not say
   */
  default TokenVerdict review(String token) throws ClusterUnavailable {
    return TokenVerdict.UNKNOWN;
  }

  /** Removes every object of the terminal; what is not there is fine. */
  void delete(UUID terminalId) throws ClusterRefusal, ClusterUnavailable;

  /** What is there now, as last heard. */
  ObservedTerminal observe(UUID terminalId);

  /** The ids of all terminals of this installation of which any object is there. */
  Set<UUID> terminals();

  /** Calls back with a terminal's id whenever something of it may have changed. */
  void onChange(Consumer<UUID> listener);

  /** Whether {@link #observe} can be trusted: the first listing is complete. */
  boolean synced();

  @Override
  void close();
}
