package io.kubeterminal.api.request;

import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.TerminalRow;

/** The furthest step that a terminal has reached on its way up, as callers see it. */
enum CreationProgress {
  /** Kafka has acknowledged the request. */
  REQUESTED,
  /** The provisioner has a row of it. */
  ACCEPTED,
  SCHEDULED,
  IMAGE_PULLED,
  STARTED,
  /** It answers, or did. */
  READY;

  static CreationProgress of(Terminal terminal) {
    TerminalRow row = terminal.row();
    if (row.getReadyAt() != null) {
      return READY;
    }
    CreationStep step = row.getProgress();
    if (step == null) {
      return terminal.pending() ? REQUESTED : ACCEPTED;
    }
    return switch (step) {
      case SCHEDULED -> SCHEDULED;
      case IMAGE_PULLED -> IMAGE_PULLED;
      case STARTED -> STARTED;
      // A step that only a newer provisioner knows: it is at least this far.
      case UNKNOWN -> ACCEPTED;
    };
  }
}
