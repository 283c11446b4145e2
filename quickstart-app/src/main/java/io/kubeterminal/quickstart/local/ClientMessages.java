package io.kubeterminal.quickstart.local;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads one connection's frames as {@link ClientMessage}s. Input is passed on as it comes, however
 * long the message; the others are collected up to {@value #LONGEST} bytes.
 */
final class ClientMessages {

  /** The longest message that is not input, in bytes: ttyd's own are below 200. */
  static final int LONGEST = 8 * 1024;

  private static final int LARGEST_WINDOW = 4096;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private boolean inputGoesOn;

  /** Reads the next part of a message; empty while there is nothing to do yet. */
  Optional<ClientMessage> read(ByteBuffer part, boolean last) {
    if (inputGoesOn) {
      inputGoesOn = !last;
      return Optional.of(new ClientMessage.Input(part));
    }
    if (collected.size() == 0 && part.hasRemaining() && part.get(part.position()) == '0') {
      inputGoesOn = !last;
      return Optional.of(new ClientMessage.Input(part.position(part.position() + 1)));
    }
    if (collected.size() + part.remaining() > LONGEST) {
      return Optional.of(new ClientMessage.Unreadable("message too long"));
    }
    byte[] bytes = new byte[part.remaining()];
    part.get(bytes);
    collected.writeBytes(bytes);
    if (!last) {
      return Optional.empty();
    }
    byte[] whole = collected.toByteArray();
    collected.reset();
    return whole.length == 0 ? Optional.empty() : Optional.of(command(whole));
  }

  private static ClientMessage command(byte[] message) {
    return switch (message[0]) {
      case '{' -> {
        Size size = Size.read(message, 0);
        yield size == null
            ? new ClientMessage.Unreadable("not a JSON object with columns and rows")
            : new ClientMessage.Start(size.columns, size.rows, size.authToken);
      }
      case '1' -> {
        Size size = Size.read(message, 1);
        yield size == null
            ? new ClientMessage.Unreadable("resize without columns and rows")
            : new ClientMessage.Resize(size.columns, size.rows);
      }
      case '2' -> new ClientMessage.Pause();
      case '3' -> new ClientMessage.Resume();
      default -> new ClientMessage.Unreadable("unknown command");
    };
  }

  private record Size(int columns, int rows, String authToken) {

    static @Nullable Size read(byte[] message, int offset) {
      try {
        JsonNode json = JSON.readTree(message, offset, message.length - offset);
        int columns = json.path("columns").asInt(0);
        int rows = json.path("rows").asInt(0);
        boolean valid =
            columns > 0 && columns <= LARGEST_WINDOW && rows > 0 && rows <= LARGEST_WINDOW;
        return valid ? new Size(columns, rows, json.path("AuthToken").asString("")) : null;
      } catch (JacksonException e) {
        return null;
      }
    }
  }
}
