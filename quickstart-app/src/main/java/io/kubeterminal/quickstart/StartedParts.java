package io.kubeterminal.quickstart;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started, and ends in the opposite order: whatever came later needs what is below.
 */
final class StartedParts implements AutoCloseable {

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private volatile boolean closed;

  /** Takes over {@code part}; when the end has begun already, it ends at once. */
  synchronized <T extends AutoCloseable> T add(T part) {
    if (closed) {
      end(part);
      throw new IllegalStateException("stopping");
    }
    parts.push(part);
    return part;
  }

  /** Whether the end has begun. */
  boolean isClosed() {
    return closed;
  }

  synchronized boolean isEmpty() {
    return parts.isEmpty();
  }

  @Override
  public synchronized void close() {
    closed = true;
    while (!parts.isEmpty()) {
      end(parts.pop());
    }
  }

  private static void end(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      // The rest must end all the same.
      Logger log = LoggerFactory.getLogger(StartedParts.class);
      log.atWarn().addKeyValue("part", part.getClass().getName()).setCause(e).log("does not end");
    }
  }
}
