package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.fold.FoldProgress.Ownership;
import io.kubeterminal.provisioner.reconcile.RowListener;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.util.UUID;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Hands one partition's rows to the reconcile half, from the moment the partition is caught up: a
 * replay of the whole log hands over what is true at its end, and nothing on the way there.
 *
 * <p>A row is handed over before its transaction commits; if that is rolled back, whoever owns the
 * partition next folds the same event to the same row, so the reconcile half may have acted early,
 * but never on something that will not be so.
 */
final class RowHandOver {

  private final RowListener listener;
  private final FoldProgress progress;
  private final Ownership ownership;
  private final int partition;
  private boolean begun;

  RowHandOver(RowListener listener, FoldProgress progress, int partition) {
    this.listener = listener;
    this.progress = progress;
    this.partition = partition;
    this.ownership = progress.arrived(partition);
  }

  /** To be called ten times a second: hands over every unsettled row once that may be. */
  void tick(ReadOnlyKeyValueStore<UUID, TerminalRow> rows) {
    ownership.tick();
    if (!begun && ownership.folded()) {
      begin(rows);
    }
  }

  /** FAILED rows too, for their objects may still be there. */
  private void begin(ReadOnlyKeyValueStore<UUID, TerminalRow> rows) {
    begun = true;
    listener.arrived(partition);
    try (KeyValueIterator<UUID, TerminalRow> all = rows.all()) {
      while (all.hasNext()) {
        KeyValue<UUID, TerminalRow> entry = all.next();
        if (entry.value.getPhase() != Phase.CLOSED) {
          listener.changed(partition, entry.key, entry.value);
        }
      }
    }
    ownership.handedOver();
  }

  /** Whether rows are handed over as they change. */
  boolean begun() {
    return begun;
  }

  void changed(UUID terminalId, @Nullable TerminalRow row) {
    if (begun) {
      listener.changed(partition, terminalId, row);
    }
  }

  void end() {
    if (progress.left(ownership) && begun) {
      listener.left(partition);
    }
    begun = false;
  }
}
