package io.kubeterminal.api.gateway.tunnel;

import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the frames (RFC 6455) in the bytes of one direction as they pass by, and finds out
 * where frames and messages begin. It keeps none of the bytes: a header that is not whole yet is
 * walked over again, together with its rest.
 */
final class FrameWalker {

  /** The longest header of a frame. */
  static final int LONGEST_HEADER = 14;

  private static final int FINAL = 0x80;
  private static final int RESERVED = 0x70;
  private static final int MASKED = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;
  private static final int LONGEST_CONTROL = 125;
  private static final int MASK_BYTES = 4;

  private final boolean masked;
  private final long maxMessage;
  private final IntConsumer messages;
  private long left;
  private int opcode;
  private boolean messageOpen;
  private long messageSize;
  private boolean firstByteDue;
  private byte mask;
  private int boundary;
  private boolean closing;
  private @Nullable Violation violation;

  /**
   * @param masked whether these are a client's frames, which must be masked; a server's must not
   * @param maxMessage bytes that a message may have
   * @param messages takes the first byte of each message
   */
  FrameWalker(boolean masked, long maxMessage, IntConsumer messages) {
    this.masked = masked;
    this.maxMessage = maxMessage;
    this.messages = messages;
  }

  /**
   * Walks on.
   *
   * @return up to where the bytes may be passed on; the rest is a header that is not whole, or
   *     follows a violation or the close frame
   */
  int walk(byte[] bytes, int from, int to) {
    boundary = -1;
    int at = from;
    while (true) {
      if (left > 0) {
        int part = (int) Math.min(left, to - at);
        if (part > 0) {
          look(bytes[at]);
        }
        at += part;
        left -= part;
        if (left > 0) {
          return at;
        }
      }
      boundary = at;
      if (violation != null || closed()) {
        return at;
      }
      int header = headerSize(bytes, at, to);
      if (header == 0 || !accept(bytes, at, header)) {
        return at;
      }
      at += header;
    }
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

  private void look(byte first) {
    if (firstByteDue && !Opcode.isControl(opcode)) {
      firstByteDue = false;
      messages.accept((first ^ mask) & 0xFF);
    }
  }

  /** How many bytes the header at {@code at} has; 0: they are not all there. */
  private static int headerSize(byte[] bytes, int at, int to) {
    if (to - at < 2) {
      return 0;
    }
    int size = 2 + lengthBytes(bytes[at + 1]) + ((bytes[at + 1] & MASKED) == 0 ? 0 : MASK_BYTES);
    return to - at < size ? 0 : size;
  }

  private static int lengthBytes(byte second) {
    return switch (second & ~MASKED & 0xFF) {
      case SHORT_LENGTH -> Short.BYTES;
      case LONG_LENGTH -> Long.BYTES;
      default -> 0;
    };
  }

  private boolean accept(byte[] bytes, int at, int header) {
    int first = bytes[at] & 0xFF;
    long length = length(bytes, at);
    violation = judge(first, (bytes[at + 1] & MASKED) != 0, lengthBytes(bytes[at + 1]), length);
    if (violation != null) {
      return false;
    }
    opcode = first & 0xF;
    left = length;
    if (Opcode.isControl(opcode)) {
      closing = opcode == Opcode.CLOSE;
      return true;
    }
    if (opcode != Opcode.CONTINUATION) {
      messageSize = 0;
      firstByteDue = true;
    }
    messageSize += length;
    messageOpen = (first & FINAL) == 0;
    if (firstByteDue) {
      mask = masked ? bytes[at + header - MASK_BYTES] : 0;
    }
    return true;
  }

  private static long length(byte[] bytes, int at) {
    int more = lengthBytes(bytes[at + 1]);
    if (more == 0) {
      return bytes[at + 1] & ~MASKED & 0xFF;
    }
    long length = 0;
    for (int i = 0; i < more; i++) {
      length = length << Byte.SIZE | bytes[at + 2 + i] & 0xFF;
    }
    return length;
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
