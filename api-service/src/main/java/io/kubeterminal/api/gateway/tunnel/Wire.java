package io.kubeterminal.api.gateway.tunnel;

import java.io.IOException;

/**
 * A stream of bytes both ways. One thread reads, one writes; closing it, from any thread, ends what
 * they wait for.
 */
public interface Wire extends AutoCloseable {

  /** At least one byte; -1 at the end. */
  int read(byte[] buffer, int offset, int length) throws IOException;

  /** All of these bytes, on their way when it returns. */
  void write(byte[] buffer, int offset, int length) throws IOException;

  /** Says that nothing more is written, if that can be said; the other side may still send. */
  void finish();

  @Override
  void close();
}
