package io.kubeterminal.api.gateway.tunnel;

import java.io.IOException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The way from the browser to the terminal. */
final class Inward {

  private static final int INPUT = '0';
  private static final int GREETING = '{';

  private final Wire browser;
  private final Wire inside;
  private final Greeting greeting;
  private final FrameWalker walker;
  private final Traffic traffic;
  private final Consumer<Ending> end;
  private final BooleanSupplier ended;
  private final byte[] buffer;
  private volatile long heardAt = System.nanoTime();

  Inward(
      Wire browser,
      Wire inside,
      Greeting greeting,
      TunnelSettings settings,
      Traffic traffic,
      Consumer<Ending> end,
      BooleanSupplier ended) {
    this.browser = browser;
    this.inside = inside;
    this.greeting = greeting;
    this.traffic = traffic;
    this.end = end;
    this.ended = ended;
    this.walker = new FrameWalker(true, settings.maxMessage(), new Messages());
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
        held = violation() == null ? pass(held + read) : 0;
      }
      end.accept(walker.closed() ? Ending.LEFT : Ending.LOST);
    } catch (IOException e) {
      end.accept(Ending.LOST);
    }
  }

  /** How many bytes at the start of the buffer are to be walked over again. */
  private int pass(int length) {
    int walked = walker.walk(buffer, 0, length);
    Violation violation = violation();
    if (!ended.getAsBoolean() && greeting.violation() == null) {
      greet();
      write(buffer, walker.kept());
    }
    if (violation != null) {
      end.accept(Ending.refused(violation));
    }
    System.arraycopy(buffer, walked, buffer, 0, length - walked);
    return length - walked;
  }

  private @Nullable Violation violation() {
    return greeting.violation() == null ? walker.violation() : greeting.violation();
  }

  /** Before any message of the browser's: until then only pings and pongs have passed. */
  private void greet() {
    byte[] frame = greeting.take();
    if (frame != null) {
      write(frame, frame.length);
    }
  }

  private void write(byte[] bytes, int length) {
    if (length == 0) {
      return;
    }
    try {
      inside.write(bytes, 0, length);
      traffic.inward(length);
    } catch (IOException e) {
      end.accept(Ending.broken("the terminal takes no more"));
    }
  }

  /** The first message is the greeting; a second one is nobody's business. */
  private final class Messages implements FrameWalker.Sieve {

    private boolean begun;

    @Override
    public boolean passes(int first) {
      if (!begun) {
        begun = true;
        return false;
      }
      if (first == INPUT) {
        traffic.typed();
      }
      return first != GREETING;
    }

    @Override
    public void leftOut(byte[] bytes, int from, int length) {
      greeting.hear(bytes, from, length);
    }

    @Override
    public void leftOutWhole() {
      greeting.conclude();
    }
  }
}
