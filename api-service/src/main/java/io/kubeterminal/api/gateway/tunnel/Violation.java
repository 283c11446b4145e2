package io.kubeterminal.api.gateway.tunnel;

/**
 * What is wrong with a frame.
 *
 * @param code the close code that says so to whoever sent it
 */
record Violation(int code, String reason) {

  static Violation of(String reason) {
    return new Violation(CloseCode.PROTOCOL_ERROR, reason);
  }

  static Violation tooBig(long maxMessage) {
    return new Violation(
        CloseCode.TOO_BIG, "a message of more than %d bytes".formatted(maxMessage));
  }
}
