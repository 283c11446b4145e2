package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Handshake;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;

/** A browser's opening handshake (RFC 6455), and the answer to it. */
final class OpeningHandshake {

  private static final String KEY = "Sec-WebSocket-Key";
  private static final String VERSION = "Sec-WebSocket-Version";
  private static final String SUBPROTOCOLS = "Sec-WebSocket-Protocol";
  private static final String SUPPORTED_VERSION = "13";
  private static final String SUBPROTOCOL = "tty";
  private static final int KEY_BYTES = 16;

  private OpeningHandshake() {}

  /** What keeps the request from becoming a WebSocket; null: nothing does. */
  static @Nullable Problem problem(HttpServletRequest request) {
    if (!HttpMethod.GET.matches(request.getMethod())
        || !words(request, HttpHeaders.UPGRADE).contains("websocket")
        || !words(request, HttpHeaders.CONNECTION).contains("upgrade")
        || !SUPPORTED_VERSION.equals(request.getHeader(VERSION))) {
      return Problem.of(
          ProblemCode.UPGRADE_REQUIRED, "A shell is a WebSocket: upgrade to version 13.");
    }
    if (!isKey(request.getHeader(KEY))) {
      return Problem.of(ProblemCode.BAD_REQUEST, "16 bytes in Base64.").in(KEY);
    }
    if (!words(request, SUBPROTOCOLS).contains(SUBPROTOCOL)) {
      return Problem.of(ProblemCode.BAD_REQUEST, "The only subprotocol is tty.").in(SUBPROTOCOLS);
    }
    return null;
  }

  /** What a client that did not ask for a WebSocket is told to ask for. */
  static HttpHeaders wanted() {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.UPGRADE, "websocket");
    headers.set(HttpHeaders.CONNECTION, "Upgrade");
    headers.set(VERSION, SUPPORTED_VERSION);
    return headers;
  }

  /** Agrees, to no extension whatever was offered. */
  static void accept(HttpServletRequest request, HttpServletResponse response) {
    response.setHeader(HttpHeaders.UPGRADE, "websocket");
    response.setHeader(HttpHeaders.CONNECTION, "Upgrade");
    response.setHeader("Sec-WebSocket-Accept", Handshake.accept(request.getHeader(KEY)));
    response.setHeader(SUBPROTOCOLS, SUBPROTOCOL);
  }

  private static List<String> words(HttpServletRequest request, String name) {
    return Collections.list(request.getHeaders(name)).stream()
        .flatMap(line -> Stream.of(line.split(",")))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  private static boolean isKey(@Nullable String key) {
    try {
      return key != null && Base64.getDecoder().decode(key).length == KEY_BYTES;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
