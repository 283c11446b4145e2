package io.kubeterminal.api.request;

import io.kubeterminal.api.view.Terminal;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a change of a terminal is called in an event stream. */
final class StreamEvent {

  /** The first event: how the terminal is now. */
  static final String STATE = "state";

  /** It is a step further on its way up. */
  static final String STEP = "step";

  /** Its end is announced; a beat before {@code expiresAt} cancels it. */
  static final String EXPIRING = "expiring";

  /** A beat cancelled the announced end. */
  static final String KEPT = "kept";

  /** It is reached at another address. */
  static final String MOVED = "moved";

  /** In the stream of all: how one of them is now. */
  static final String TERMINAL = "terminal";

  /** In the stream of all: those that were there at its start have been told. */
  static final String LISTED = "listed";

  /** In the stream of all: a row was deleted, an hour after its terminal ended. */
  static final String GONE = "gone";

  private StreamEvent() {}

  /** The name of what happened; null: nothing that is told. A new phase goes by its own name. */
  static @Nullable String between(Terminal before, Terminal after) {
    if (before.row().getPhase() != after.row().getPhase()) {
      return after.row().getPhase().name().toLowerCase(Locale.ROOT);
    }
    if (CreationProgress.of(before) != CreationProgress.of(after)) {
      return STEP;
    }
    if (before.expiring() != after.expiring()) {
      return after.expiring() ? EXPIRING : KEPT;
    }
    return Objects.equals(before.row().getEndpoint(), after.row().getEndpoint()) ? null : MOVED;
  }

  /** The same state has the same id on every replica. */
  static String id(Terminal terminal) {
    return terminal.offset()
        + "."
        + (terminal.lastBeat() == null ? 0 : terminal.lastBeat().toEpochMilli());
  }
}
