package io.kubeterminal.api.security;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who sent a request.
 *
 * @param name the user's name
 * @param signedIn whether that was proved; otherwise everybody has the same name
 */
public record Caller(String name, boolean signedIn) {

  static final Caller ANYBODY = new Caller("anybody", false);

  private static final String ATTRIBUTE = Caller.class.getName();

  /** The caller of a request under {@code /api}, all of which have one. */
  public static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("nobody asked who calls");
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
