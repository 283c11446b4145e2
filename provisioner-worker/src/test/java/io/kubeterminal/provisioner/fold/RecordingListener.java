package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.reconcile.RowListener;
import io.kubeterminal.schema.TerminalRow;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Keeps what the fold tells, one line a call. */
public final class RecordingListener implements RowListener {

  private final List<String> told = new CopyOnWriteArrayList<>();

  @Override
  public void arrived(int partition) {
    told.add("arrived " + partition);
  }

  @Override
  public void changed(int partition, UUID terminalId, @Nullable TerminalRow row) {
    told.add(
        "changed %d %s %s".formatted(partition, terminalId, row == null ? "-" : row.getPhase()));
  }

  @Override
  public void left(int partition) {
    told.add("left " + partition);
  }

  List<String> told() {
    return told;
  }
}
