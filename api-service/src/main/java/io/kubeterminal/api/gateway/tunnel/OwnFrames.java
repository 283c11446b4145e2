package io.kubeterminal.api.gateway.tunnel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The frames that this service itself says to a browser. */
final class OwnFrames {

  private static final int FINAL = 0x80;
  private static final int LONGEST_REASON = 123;
  private static final byte[] PING = {(byte) (FINAL | Opcode.PING), 0};

  private OwnFrames() {}

  static byte[] ping() {
    return PING.clone();
  }

  /**
   * @param reason ASCII; what does not fit is left out
   */
  static byte[] close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.US_ASCII);
    int length = Math.min(text.length, LONGEST_REASON);
    return ByteBuffer.allocate(2 + Short.BYTES + length)
        .put((byte) (FINAL | Opcode.CLOSE))
        .put((byte) (Short.BYTES + length))
        .putShort((short) code)
        .put(text, 0, length)
        .array();
  }
}
