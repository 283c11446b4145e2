package io.kubeterminal.api.security;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The token by which a caller is known, where it is one for the cluster. */
public final class OwnToken {

  private static final String ATTRIBUTE = OwnToken.class.getName();

  private OwnToken() {}

  /** Good for a terminal of the caller's; null: he is known by something else. */
  public static @Nullable String of(HttpServletRequest request) {
    return (String) request.getAttribute(ATTRIBUTE);
  }

  static void attach(@Nullable String token, HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, token);
  }
}
