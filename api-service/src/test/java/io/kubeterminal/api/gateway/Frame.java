package io.kubeterminal.api.gateway;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A WebSocket frame, written and read by the test's own hand. */
public record Frame(boolean last, int opcode, byte[] payload) {

  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final byte[] MASK = {0x12, (byte) 0xFE, 0x55, 0x07};

  public static Frame binary(String text) {
    return new Frame(true, BINARY, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Frame text(String text) {
    return new Frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Frame close(int code, String reason) {
    byte[] words = reason.getBytes(StandardCharsets.UTF_8);
    return new Frame(
        true,
        CLOSE,
        ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array());
  }

  public String words() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** 1005: a close frame without a code. */
  public int closeCode() {
    return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xFFFF;
  }

  public String closeReason() {
    return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
  }

  public byte[] bytes(boolean masked) {
    int length = payload.length;
    ByteBuffer bytes = ByteBuffer.allocate(14 + length);
    bytes.put((byte) ((last ? 0x80 : 0) | opcode));
    int mask = masked ? 0x80 : 0;
    if (length < 126) {
      bytes.put((byte) (mask | length));
    } else if (length < 65_536) {
      bytes.put((byte) (mask | 126)).putShort((short) length);
    } else {
      bytes.put((byte) (mask | 127)).putLong(length);
    }
    if (masked) {
      bytes.put(MASK);
      for (int i = 0; i < length; i++) {
        bytes.put((byte) (payload[i] ^ MASK[i % 4]));
      }
    } else {
      bytes.put(payload);
    }
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** The next frame; null at the end. */
  public static Frame read(DataInputStream in) throws IOException {
    try {
      int first = in.readUnsignedByte();
      int second = in.readUnsignedByte();
      long length = second & 0x7F;
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = in.readLong();
      }
      byte[] mask = (second & 0x80) == 0 ? new byte[4] : in.readNBytes(4);
      byte[] payload = in.readNBytes((int) length);
      if (payload.length < length) {
        return null;
      }
      for (int i = 0; i < payload.length; i++) {
        payload[i] ^= mask[i % 4];
      }
      return new Frame((first & 0x80) != 0, first & 0xF, payload);
    } catch (EOFException end) {
      return null;
    }
  }
}
