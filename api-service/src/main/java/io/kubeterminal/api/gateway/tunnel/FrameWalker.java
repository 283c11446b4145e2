package io.kubeterminal.api.gateway.tunnel;

import org.jspecify.annotations.Nullable;

/**
 * Walks over the frames (RFC 6455) in the bytes of one direction as they pass by, finds out where
 * frames and messages begin, and leaves out the messages that may not pass. It keeps none of the
 * bytes: a header that is not whole yet is walked over again, together with its rest.
 */
final class FrameWalker {

  /** Decides which messages pass. */
  interface Sieve {

    /** What a message without a single byte begins with. */
    int NOTHING = -1;

    /**
     * Whether the message that begins with this byte passes. From a terminal every message does.
     */
    boolean passes(int first);

    /** These bytes, unmasked, are left out. */
    default void leftOut(byte[] bytes, int from, int length) {}

    /** A message that was left out is over. */
    default void leftOutWhole() {}
  }

  /** The longest header of a frame, and the byte behind it. */
  static final int LONGEST_HELD = 15;

  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int LONGEST_CONTROL = 125;

  private final boolean masked;
  private final long maxMessage;
  private final Sieve sieve;
  private long left;
  private long length;
  private boolean frameOpen;
  private int opcode;
  private boolean messageOpen;
  private long messageSize;
  private boolean firstByteDue;
  private final byte[] mask = new byte[FrameHeader.MASK_BYTES];
  private boolean dropping;
  private int kept;
  private int boundary;
  private boolean closing;
  private @Nullable Violation violation;

  /**
   * @param masked whether these are a client's frames, which must be masked; a server's must not
   * @param maxMessage bytes that a message may have
   * @param sieve is asked about each message
   */
  FrameWalker(boolean masked, long maxMessage, Sieve sieve) {
    this.masked = masked;
    this.maxMessage = maxMessage;
    this.sieve = sieve;
  }

  /**
   * Walks on. What may be passed on is moved together from {@code from} on, up to {@link #kept}.
   *
   * @return up to where it came; the rest is a header that is not whole, or follows a violation or
   *     the close frame
   */
  int walk(byte[] bytes, int from, int to) {
    boundary = -1;
    kept = from;
    int at = from;
    while (true) {
      if (frameOpen) {
        int part = (int) Math.min(left, to - at);
        if (part > 0 && !masked) {
          look(bytes[at]);
        }
        carry(bytes, at, part);
        at += part;
        left -= part;
        if (left > 0) {
          return at;
        }
        finish();
      }
      boundary = at;
      if (violation != null || closed()) {
        return at;
      }
      int header = FrameHeader.size(bytes, at, to);
      if (header == 0 || !accept(bytes, at, header, to)) {
        return at;
      }
      keep(bytes, at, header);
      at += header;
    }
  }

  /** Up to where the bytes walked over last may be passed on. */
  int kept() {
    return kept;
  }

  /**
   * Where in the bytes walked over last a frame of our own may be put, at the latest; -1: nowhere.
   */
  int boundary() {
    return boundary;
  }

  boolean betweenFrames() {
    return left == 0;
  }

  /** Whether the close frame has passed by: nothing may follow it. */
  boolean closed() {
    return closing && left == 0;
  }

  /** What was wrong with the frame that was not passed on; null: nothing is. */
  @Nullable Violation violation() {
    return violation;
  }

  private void look(int first) {
    if (firstByteDue && !Opcode.isControl(opcode)) {
      firstByteDue = false;
      dropping = !sieve.passes(first == Sieve.NOTHING ? first : first & 0xFF);
    }
  }

  private boolean dropped() {
    return dropping && !Opcode.isControl(opcode);
  }

  private void carry(byte[] bytes, int at, int part) {
    if (dropped()) {
      for (int i = 0; i < part; i++) {
        bytes[at + i] ^= mask[(int) ((length - left + i) % FrameHeader.MASK_BYTES)];
      }
      sieve.leftOut(bytes, at, part);
    }
    keep(bytes, at, part);
  }

  private void keep(byte[] bytes, int at, int part) {
    if (!dropped()) {
      if (kept != at) {
        System.arraycopy(bytes, at, bytes, kept, part);
      }
      kept += part;
    }
  }

  private void finish() {
    frameOpen = false;
    if (dropped() && !messageOpen) {
      sieve.leftOutWhole();
    }
  }

  private boolean accept(byte[] bytes, int at, int header, int to) {
    int first = bytes[at] & 0xFF;
    long size = FrameHeader.length(bytes, at);
    violation =
        judge(
            first,
            FrameHeader.isMasked(bytes[at + 1]),
            FrameHeader.lengthBytes(bytes[at + 1]),
            size);
    if (violation != null) {
      return false;
    }
    int code = first & 0xF;
    boolean begins = !Opcode.isControl(code) && code != Opcode.CONTINUATION;
    boolean looks = masked && (begins || firstByteDue && code == Opcode.CONTINUATION);
    if (looks && size > 0 && to - at <= header) {
      // Whether the frame passes is not known before its first byte is.
      return false;
    }
    opcode = code;
    length = size;
    left = size;
    frameOpen = true;
    if (Opcode.isControl(opcode)) {
      closing = opcode == Opcode.CLOSE;
      return true;
    }
    if (begins) {
      messageSize = 0;
      firstByteDue = true;
      dropping = false;
    }
    messageSize += size;
    messageOpen = (first & FINAL) == 0;
    if (masked) {
      System.arraycopy(
          bytes, at + header - FrameHeader.MASK_BYTES, mask, 0, FrameHeader.MASK_BYTES);
    }
    if (looks && (size > 0 || begins && !messageOpen)) {
      look(size == 0 ? Sieve.NOTHING : (bytes[at + header] ^ mask[0]) & 0xFF);
    }
    return !(looks && dropping && !begins) || refuse();
  }

  /** What has begun to pass cannot be left out any more. */
  private boolean refuse() {
    violation = Violation.of("a message that begins with nothing");
    frameOpen = false;
    left = 0;
    return false;
  }

  private @Nullable Violation judge(int first, boolean isMasked, int lengthBytes, long length) {
    int code = first & 0xF;
    if ((first & RESERVED) != 0) {
      return Violation.of("an extension that was not agreed upon");
    }
    if (!Opcode.isKnown(code)) {
      return Violation.of("an unknown kind of frame");
    }
    if (isMasked != masked) {
      return Violation.of(masked ? "a frame without a mask" : "a frame with a mask");
    }
    if (length < 0 || lengthBytes > 0 && length < (lengthBytes == Short.BYTES ? 126 : 65_536)) {
      return Violation.of("a length that is written wrong");
    }
    if (Opcode.isControl(code)) {
      boolean right =
          (first & FINAL) != 0
              && length <= LONGEST_CONTROL
              && !(code == Opcode.CLOSE && length == 1);
      return right ? null : Violation.of("a control frame that is too long, or in parts");
    }
    if (messageOpen != (code == Opcode.CONTINUATION)) {
      return Violation.of("a message within a message, or a part of none");
    }
    if (length > maxMessage - (messageOpen ? messageSize : 0)) {
      return Violation.tooBig(maxMessage);
    }
    return null;
  }
}
