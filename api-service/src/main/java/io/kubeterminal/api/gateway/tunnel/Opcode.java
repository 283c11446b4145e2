package io.kubeterminal.api.gateway.tunnel;

/** The kinds of frames. */
final class Opcode {

  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  private Opcode() {}

  static boolean isControl(int opcode) {
    return opcode >= CLOSE;
  }

  static boolean isKnown(int opcode) {
    return switch (opcode) {
      case CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG -> true;
      default -> false;
    };
  }
}
