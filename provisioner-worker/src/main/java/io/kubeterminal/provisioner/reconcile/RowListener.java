package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.schema.TerminalRow;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the fold tells about its rows: the reconcile half listens, and never makes it wait. */
public interface RowListener {

  /** This worker now owns {@code partition}; its unsettled rows follow by {@link #changed}. */
  void arrived(int partition);

  /** The newest row of a terminal in {@code partition}; null when the row was deleted. */
  void changed(int partition, UUID terminalId, @Nullable TerminalRow row);

  /** This worker no longer owns {@code partition}: forget its terminals, touch nothing of them. */
  void left(int partition);
}
