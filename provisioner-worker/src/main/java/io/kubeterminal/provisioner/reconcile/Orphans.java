package io.kubeterminal.provisioner.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Terminals of the cluster that no row wants, and since when that has been so. */
final class Orphans {

  private final Rows rows;
  private final Duration patience;
  private final Map<UUID, Instant> since = new ConcurrentHashMap<>();

  Orphans(Rows rows, Duration patience) {
    this.rows = rows;
    this.patience = patience;
  }

  /**
   * When the terminal may be deleted; null: it is no orphan.
   *
   * @param there whether any object of it is there
   */
  @Nullable Instant due(UUID terminalId, boolean there, Instant now) {
    if (!there || !rows.isOrphan(terminalId)) {
      since.remove(terminalId);
      return null;
    }
    return since.computeIfAbsent(terminalId, id -> now).plus(patience);
  }

  void forget(UUID terminalId) {
    since.remove(terminalId);
  }

  /** Forgets those that are no longer ours to judge. */
  void forgetStrangers() {
    since.keySet().removeIf(terminalId -> !rows.isOrphan(terminalId));
  }
}
