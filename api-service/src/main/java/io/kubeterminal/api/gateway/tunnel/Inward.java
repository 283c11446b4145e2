package io.kubeterminal.api.gateway.tunnel;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** The way from the browser to the terminal. */
final class Inward {

  private static final int INPUT = '0';

  private final Wire browser;
  private final Wire inside;
  private final FrameWalker walker;
  private final Traffic traffic;
  private final Consumer<Ending> end;
  private final BooleanSupplier ended;
  private final byte[] buffer;
  private volatile long heardAt = System.nanoTime();

  Inward(
      Wire browser,
      Wire inside,
      TunnelSettings settings,
      Traffic traffic,
      Consumer<Ending> end,
      BooleanSupplier ended) {
    this.browser = browser;
    this.inside = inside;
    this.traffic = traffic;
    this.end = end;
    this.ended = ended;
    this.walker = new FrameWalker(true, settings.maxMessage(), this::message);
    this.buffer = new byte[settings.bufferBytes()];
  }

  /** When the browser was last heard of, as {@link System#nanoTime}. */
  long heardAt() {
    return heardAt;
  }

  /**
   * Carries until the browser has closed. Once the tunnel has ended it only listens, so that the
   * browser's own close frame is not met by a reset that would take ours away.
   */
  void carry() {
    int held = 0;
    try {
      while (!walker.closed()) {
        int read = browser.read(buffer, held, buffer.length - held);
        if (read < 0) {
          break;
        }
        heardAt = System.nanoTime();
        held = walker.violation() == null ? pass(held + read) : 0;
      }
      end.accept(walker.closed() ? Ending.LEFT : Ending.LOST);
    } catch (IOException e) {
      end.accept(Ending.LOST);
    }
  }

  /** How many bytes at the start of the buffer are to be walked over again. */
  private int pass(int length) {
    int passable = walker.walk(buffer, 0, length);
    Violation violation = walker.violation();
    if (!ended.getAsBoolean()) {
      write(passable);
    }
    if (violation != null) {
      end.accept(Ending.refused(violation));
    }
    System.arraycopy(buffer, passable, buffer, 0, length - passable);
    return length - passable;
  }

  private void write(int length) {
    try {
      inside.write(buffer, 0, length);
      traffic.inward(length);
    } catch (IOException e) {
      end.accept(Ending.broken("the terminal takes no more"));
    }
  }

  private void message(int kind) {
    if (kind == INPUT) {
      traffic.typed();
    }
  }
}
