package io.kubeterminal.quickstart.local;

import java.nio.ByteBuffer;

/** What a ttyd client says. */
sealed interface ClientMessage {

  /** The first message: start the process in a window of this size, for who may have it. */
  record Start(int columns, int rows, String authToken) implements ClientMessage {

    /** Does not show the token. */
    @Override
    public String toString() {
      return "Start[columns=%d, rows=%d]".formatted(columns, rows);
    }
  }

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
