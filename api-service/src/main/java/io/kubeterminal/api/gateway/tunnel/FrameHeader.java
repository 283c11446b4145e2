package io.kubeterminal.api.gateway.tunnel;

/** Reads what stands at the beginning of a frame (RFC 6455, 5.2) behind its first byte. */
final class FrameHeader {

  static final int MASK_BYTES = 4;

  private static final int MASKED = 0x80;
  private static final int SHORT_LENGTH = 126;
  private static final int LONG_LENGTH = 127;

  private FrameHeader() {}

  /** How many bytes the header at {@code at} has; 0: they are not all there. */
  static int size(byte[] bytes, int at, int to) {
    if (to - at < 2) {
      return 0;
    }
    int size = 2 + lengthBytes(bytes[at + 1]) + (isMasked(bytes[at + 1]) ? MASK_BYTES : 0);
    return to - at < size ? 0 : size;
  }

  static boolean isMasked(byte second) {
    return (second & MASKED) != 0;
  }

  /** How many bytes more than this one the length takes. */
  static int lengthBytes(byte second) {
    return switch (second & ~MASKED & 0xFF) {
      case SHORT_LENGTH -> Short.BYTES;
      case LONG_LENGTH -> Long.BYTES;
      default -> 0;
    };
  }

  /** The length of the payload behind the header at {@code at}; below 0: it is written wrong. */
  static long length(byte[] bytes, int at) {
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
}
