package io.kubeterminal.api.view;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One reader's bounded queue of changes, of one terminal or of all. Whoever writes into it never
 * waits: a reader that is too slow loses its watch, not the view its time.
 */
public final class Watch implements AutoCloseable {

  /** One thing that happened to a terminal, or to the watch. */
  public sealed interface Change {}

  /** The terminal is now like this. */
  public record Changed(Terminal terminal) implements Change {}

  /** The row is deleted. */
  public record Gone(UUID terminalId) implements Change {}

  /** The watch is over: the service stops, or the reader was too slow. */
  public record Over() implements Change {}

  /** Changes of one terminal that may wait to be read. */
  static final int OF_ONE = 64;

  /** Changes of all terminals that may wait to be read. */
  static final int OF_ALL = 1_024;

  private final BlockingQueue<Change> changes;
  private final Consumer<Watch> onClose;
  private volatile boolean over;

  Watch(int capacity, Consumer<Watch> onClose) {
    this.changes = new ArrayBlockingQueue<>(capacity);
    this.onClose = onClose;
  }

  void tell(Change change) {
    if (!changes.offer(change)) {
      end();
    }
  }

  /** Makes {@link Over} the next change, whatever else is queued. */
  void end() {
    over = true;
    changes.clear();
    changes.offer(new Over());
  }

  /** The next change; null when none comes within {@code bound}. */
  public @Nullable Change next(Duration bound) {
    if (over) {
      return new Over();
    }
    try {
      return changes.poll(bound.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Over();
    }
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
