package io.kubeterminal.quickstart.local;

import java.nio.ByteBuffer;

/** What a ttyd client says. */
sealed interface ClientMessage {

  /** The first message: start the process in a window of this size. */
  record Start(int columns, int rows) implements ClientMessage {}

  /** Keystrokes, or a part of them: a long paste comes in several. */
  record Input(ByteBuffer bytes) implements ClientMessage {}

  /** The window has this size now. */
  record Resize(int columns, int rows) implements ClientMessage {}

  /** Send no output until {@link Resume}. */
  record Pause() implements ClientMessage {}

  /** Send output again. */
  record Resume() implements ClientMessage {}

  /** Not of this protocol; the connection ends with {@code why}. */
  record Unreadable(String why) implements ClientMessage {}
}
