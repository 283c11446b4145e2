package io.kubeterminal.api.gateway.inside;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A client's opening handshake (RFC 6455) for ttyd's subprotocol: what is asked, and what an answer
 * means. Nothing in it comes from the browser.
 */
public final class Handshake {

  /** Bytes of an answer's head; a longer one is refused. */
  static final int MOST_HEAD = 8_192;

  private static final String PATH = "/ws";
  private static final String SUBPROTOCOL = "tty";
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] [1-5]\\d\\d( .*)?");
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final byte[] HEAD_END = "\r\n\r\n".getBytes(US_ASCII);

  /** What the bytes so far mean. */
  sealed interface Answer {}

  /** The head is not all there. */
  record Incomplete() implements Answer {}

  /**
   * A WebSocket.
   *
   * @param early what came behind the head
   */
  record Accepted(byte[] early) implements Answer {}

  /** No WebSocket, or not the one that was asked for. */
  record Refused(String why) implements Answer {}

  /** It wants another credential. */
  record Unauthorized() implements Answer {}

  private final String key;

  private Handshake(String key) {
    this.key = key;
  }

  static Handshake begin() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return of(Base64.getEncoder().encodeToString(bytes));
  }

  static Handshake of(String key) {
    return new Handshake(key);
  }

  /**
   * @param credential {@code user:password}, for ttyd
   */
  byte[] request(String authority, String credential) {
    String basic = Base64.getEncoder().encodeToString(credential.getBytes(US_ASCII));
    return """
    GET %s HTTP/1.1
    Host: %s
    Authorization: Basic %s
    Upgrade: websocket
    Connection: Upgrade
    Sec-WebSocket-Key: %s
    Sec-WebSocket-Version: 13
    Sec-WebSocket-Protocol: %s

    """
        .formatted(PATH, authority, basic, key, SUBPROTOCOL)
        .replace("\n", "\r\n")
        .getBytes(US_ASCII);
  }

  Answer judge(byte[] bytes, int length) {
    int end = headEnd(bytes, Math.min(length, MOST_HEAD));
    if (end < 0) {
      return length >= MOST_HEAD ? new Refused("the answer's head is too long") : new Incomplete();
    }
    List<String> lines = List.of(new String(bytes, 0, end, ISO_8859_1).split("\r\n"));
    if (status(lines).equals("401")) {
      return new Unauthorized();
    }
    String wrong = wrong(lines);
    return wrong == null
        ? new Accepted(Arrays.copyOfRange(bytes, end + HEAD_END.length, length))
        : new Refused(wrong);
  }

  /** Empty: it does not speak HTTP. */
  private static String status(List<String> lines) {
    String line = lines.getFirst();
    return STATUS_LINE.matcher(line).matches() ? line.substring(9, 12) : "";
  }

  private @Nullable String wrong(List<String> lines) {
    String status = status(lines);
    if (status.isEmpty()) {
      return "it does not speak HTTP";
    }
    if (!status.equals("101")) {
      return "it answers " + status;
    }
    if (!"websocket".equalsIgnoreCase(only(lines, "upgrade"))) {
      return "it upgrades to something else";
    }
    String connection = only(lines, "connection");
    if (connection == null || !connection.toLowerCase(Locale.ROOT).contains("upgrade")) {
      return "it does not upgrade the connection";
    }
    if (!accept(key).equals(only(lines, "sec-websocket-accept"))) {
      return "it accepts another handshake";
    }
    if (!SUBPROTOCOL.equals(only(lines, "sec-websocket-protocol"))) {
      return "it speaks another subprotocol";
    }
    return values(lines, "sec-websocket-extensions").isEmpty()
        ? null
        : "it wants an extension that was not offered";
  }

  private static @Nullable String only(List<String> lines, String name) {
    List<String> values = values(lines, name);
    return values.size() == 1 ? values.getFirst() : null;
  }

  private static List<String> values(List<String> lines, String name) {
    List<String> values = new ArrayList<>();
    for (String line : lines) {
      int colon = line.indexOf(':');
      if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
        values.add(line.substring(colon + 1).strip());
      }
    }
    return values;
  }

  private static int headEnd(byte[] bytes, int length) {
    for (int at = 0; at + HEAD_END.length <= length; at++) {
      if (Arrays.equals(bytes, at, at + HEAD_END.length, HEAD_END, 0, HEAD_END.length)) {
        return at;
      }
    }
    return -1;
  }

  /** What proves that the handshake with this key was understood. */
  public static String accept(String key) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1));
      return Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-1", e);
    }
  }
}
