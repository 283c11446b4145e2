package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;

/** The latest output of a shell, in bounded memory, to be shown again to who comes later. */
final class OutputRecord {

  /** Clears whatever the terminal showed before, and its scrollback. */
  private static final String RESET = "\033c";

  private final byte[] ring;
  private final ModesSeen forgottenModes = new ModesSeen();
  private final OutputScanner forgotten = new OutputScanner(forgottenModes);
  private int start;
  private int length;
  private boolean isCut;

  OutputRecord(int capacity) {
    this.ring = new byte[capacity];
  }

  boolean isEmpty() {
    return length == 0 && !isCut;
  }

  void append(byte[] bytes, int from, int to) {
    for (int at = from; at < to; ) {
      int count = Math.min(to - at, ring.length);
      forget(length + count - ring.length);
      write(bytes, at, count);
      at += count;
    }
  }

  private void write(byte[] bytes, int from, int count) {
    int end = (start + length) % ring.length;
    int first = Math.min(count, ring.length - end);
    System.arraycopy(bytes, from, ring, end, first);
    System.arraycopy(bytes, from + first, ring, 0, count - first);
    length += count;
  }

  private void forget(int count) {
    int left = count;
    while (left > 0) {
      int run = Math.min(left, ring.length - start);
      forgotten.read(ring, start, start + run);
      start = (start + run) % ring.length;
      length -= run;
      left -= run;
      isCut = true;
    }
  }

  /**
   * Shows in a terminal what can be seen now. Whoever gets it goes on with the same {@code quiet},
   * for the output may end within a sequence.
   */
  byte[] replay(QuietOutput quiet) {
    while (isCut && length > 0 && (forgotten.inSequence() || isWithinCharacter())) {
      forget(1);
    }
    ByteArrayOutputStream replay = new ByteArrayOutputStream(length + 64);
    replay.writeBytes((RESET + forgottenModes.again()).getBytes(ISO_8859_1));
    int first = Math.min(length, ring.length - start);
    replay.writeBytes(quiet.quieten(ring, start, start + first));
    replay.writeBytes(quiet.quieten(ring, 0, length - first));
    return replay.toByteArray();
  }

  private boolean isWithinCharacter() {
    return (ring[start] & 0xc0) == 0x80;
  }
}
