package io.kubeterminal.api.gateway.tunnel;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/** The frames that this service itself says, to a browser or to a terminal. */
final class OwnFrames {

  private static final int FINAL = 0x80;
  private static final int LONGEST_REASON = 123;
  private static final byte[] PING = {(byte) (FINAL | Opcode.PING), 0};

  private static final int MASKED = 0x80;
  private static final int MASK_BYTES = 4;
  private static final int TWO_BYTES = 126;
  private static final SecureRandom RANDOM = new SecureRandom();

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

  /** A client's message. */
  static byte[] masked(byte[] payload) {
    byte[] mask = new byte[MASK_BYTES];
    RANDOM.nextBytes(mask);
    ByteBuffer frame = ByteBuffer.allocate(2 + Short.BYTES + MASK_BYTES + payload.length);
    frame.put((byte) (FINAL | Opcode.BINARY));
    if (payload.length < TWO_BYTES) {
      frame.put((byte) (MASKED | payload.length));
    } else {
      frame.put((byte) (MASKED | TWO_BYTES)).putShort((short) payload.length);
    }
    frame.put(mask);
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask[i % MASK_BYTES]));
    }
    return Arrays.copyOf(frame.array(), frame.position());
  }
}
