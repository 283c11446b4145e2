package io.kubeterminal.api.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseCookie;

/** The cookie of a signed-in browser. */
final class SessionCookie {

  private SessionCookie() {}

  static @Nullable String in(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name(request))) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }

  static ResponseCookie of(HttpServletRequest request, String session, Duration lasts) {
    return ResponseCookie.from(name(request), session)
        .httpOnly(true)
        .sameSite("Strict")
        .secure(request.isSecure())
        .path("/")
        .maxAge(lasts)
        .build();
  }

  /** Browsers share cookies among all ports of a host. */
  private static String name(HttpServletRequest request) {
    return "kube-terminal-" + request.getServerPort();
  }
}
