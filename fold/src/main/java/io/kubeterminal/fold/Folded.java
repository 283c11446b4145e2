package io.kubeterminal.fold;

import io.kubeterminal.schema.TerminalRow;

/** What folding an event came to. */
public sealed interface Folded {

  /** The event made this the newest row. */
  record Changed(TerminalRow row) implements Folded {}

  /** The row stays as it is: the table says so, or the event told nothing new. */
  record Ignored(Standing standing, EventKind event) implements Folded {}
}
