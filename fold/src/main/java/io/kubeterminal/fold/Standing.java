package io.kubeterminal.fold;

import io.kubeterminal.schema.TerminalRow;
import org.jspecify.annotations.Nullable;

/** Where a terminal stands when an event arrives: the phase of its row, or without a row. */
public enum Standing {
  ABSENT,
  REQUESTED,
  READY,
  CLOSING,
  CLOSED,
  FAILED,
  /** A phase that only a newer version of this worker knows. */
  UNKNOWN;

  static Standing of(@Nullable TerminalRow row) {
    if (row == null) {
      return ABSENT;
    }
    return switch (row.getPhase()) {
      case REQUESTED -> REQUESTED;
      case READY -> READY;
      case CLOSING -> CLOSING;
      case CLOSED -> CLOSED;
      case FAILED -> FAILED;
      case UNKNOWN -> UNKNOWN;
    };
  }
}
