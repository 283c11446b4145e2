package io.kubeterminal.telemetry;

import org.jspecify.annotations.Nullable;

/**
 * The spans of what a service does. Without a collector there are none, and every method here does
 * nothing. What is said in a span is fixed words and terminal ids: never what a caller sent.
 */
public interface Traces {

  /** What a span is to its neighbours. */
  enum Kind {
    INTERNAL,
    /** It writes a record. */
    PRODUCER,
    /** It reads one. */
    CONSUMER,
    /** It asks another service. */
    CLIENT
  }

  /** Traces nothing. */
  Traces OFF = new NoTraces();

  /** Begins a trace of its own; the span is open on this thread until it is closed. */
  Stretch begin(Kind kind, String name);

  /**
   * Goes on with a trace; the span is open on this thread until it is closed.
   *
   * @param parent null: there is no trace to go on with, and no span
   */
  Stretch begin(Kind kind, String name, @Nullable TraceParent parent);

  /** The span that is open on this thread; null: none. */
  @Nullable TraceParent here();
}
