package io.kubeterminal.telemetry;

import java.util.concurrent.CompletionStage;

/** One span while it is open; to be closed by the thread that began it. */
public interface Stretch extends AutoCloseable {

  /** Of which terminal, which decision: one word of ours. */
  Stretch tag(String key, Object value);

  /**
   * It did not do what it was for.
   *
   * @param what a fixed word, such as the name of an exception: never its message
   */
  void failed(String what);

  /** The span lasts until {@code end} is complete, also when the thread has left it long before. */
  void until(CompletionStage<?> end);

  @Override
  void close();
}
