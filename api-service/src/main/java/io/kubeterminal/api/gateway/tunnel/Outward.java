package io.kubeterminal.api.gateway.tunnel;

import java.io.IOException;
import java.util.function.Consumer;

/**
 * The way from the terminal to the browser. What comes from a pod is trusted no more than a page.
 */
final class Outward {

  private static final int OUTPUT = '0';

  private final Wire inside;
  private final Outbound outbound;
  private final FrameWalker walker;
  private final Traffic traffic;
  private final Consumer<Ending> end;
  private final byte[] buffer;
  private int held;

  /**
   * @param early what the terminal said right behind its handshake
   */
  Outward(
      Wire inside,
      byte[] early,
      Outbound outbound,
      TunnelSettings settings,
      Traffic traffic,
      Consumer<Ending> end) {
    this.inside = inside;
    this.outbound = outbound;
    this.traffic = traffic;
    this.end = end;
    this.walker = new FrameWalker(false, settings.maxMessage(), this::message);
    this.buffer = new byte[Math.max(settings.bufferBytes(), early.length + 1)];
    System.arraycopy(early, 0, buffer, 0, early.length);
    this.held = early.length;
  }

  /** Carries until the terminal's side has closed, or nothing can be said any more. */
  void carry() {
    try {
      while (pass()) {
        int read = read();
        if (read < 0) {
          end.accept(Ending.broken("the terminal ended the connection"));
          return;
        }
        held += read;
      }
    } catch (IOException e) {
      end.accept(Ending.LOST);
    }
  }

  private int read() {
    try {
      return inside.read(buffer, held, buffer.length - held);
    } catch (IOException e) {
      return -1;
    }
  }

  private boolean pass() throws IOException {
    int passable = walker.walk(buffer, 0, held);
    boolean goesOn = outbound.pass(buffer, passable, walker);
    traffic.outward(passable);
    if (walker.closed()) {
      end.accept(Ending.DONE);
    }
    if (walker.violation() != null) {
      end.accept(Ending.broken("the terminal does not speak WebSocket"));
      return false;
    }
    System.arraycopy(buffer, passable, buffer, 0, held - passable);
    held -= passable;
    return goesOn;
  }

  private boolean message(int kind) {
    if (kind == OUTPUT) {
      traffic.shown();
    }
    return true;
  }
}
