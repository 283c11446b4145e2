package io.kubeterminal.api.gateway;

import io.kubeterminal.api.problem.TerminalPath;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.http.ResponseCookie;

/**
 * Tickets on their way: cookies that only a request for this one shell brings back. A WebSocket of
 * a page can carry neither a header nor a body, and an address is written into logs. Each has a
 * name of its own, so that two tabs do not take each other's.
 */
final class TicketCookies {

  private static final String PREFIX = "terminal-ticket-";
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int NAME_LENGTH = 8;

  /** A browser drops them after half a minute; whoever sends more is no browser of ours. */
  private static final int MOST = 32;

  private static final SecureRandom RANDOM = new SecureRandom();

  private TicketCookies() {}

  static ResponseCookie of(
      HttpServletRequest request, UUID terminalId, String ticket, Duration life) {
    StringBuilder name = new StringBuilder(PREFIX);
    RANDOM.ints(NAME_LENGTH, 0, LETTERS.length()).forEach(at -> name.append(LETTERS.charAt(at)));
    return ResponseCookie.from(name.toString(), ticket)
        .path(TerminalPath.of(terminalId) + "/shell")
        .maxAge(life)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(request.isSecure())
        .build();
  }

  static List<String> in(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null
        ? List.of()
        : Stream.of(cookies)
            .filter(cookie -> cookie.getName().startsWith(PREFIX))
            .limit(MOST)
            .map(Cookie::getValue)
            .toList();
  }
}
