package io.kubeterminal.api.security;

import io.kubeterminal.schema.TerminalRow;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Who sent a request: that was proved.
 *
 * @param name the username, 1 to 512 characters
 * @param admin whether he may see and close what belongs to others, but not enter it
 */
public record Caller(String name, boolean admin) {

  private static final String ATTRIBUTE = Caller.class.getName();

  /** The caller of a request under {@code /api}, all of which have one. */
  public static Caller of(HttpServletRequest request) {
    if (request.getAttribute(ATTRIBUTE) instanceof Caller caller) {
      return caller;
    }
    throw new IllegalStateException("nobody asked who calls");
  }

  public boolean owns(TerminalRow row) {
    return name.equals(row.getOwner());
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
