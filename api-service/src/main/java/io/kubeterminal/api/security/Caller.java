package io.kubeterminal.api.security;

import io.kubeterminal.schema.TerminalRow;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/**
 * Who sent a request: that was proved.
 *
 * @param name the username, 1 to 512 characters
 * @param admin whether he may see and close what belongs to others, but not enter it
 */
public record Caller(String name, boolean admin) {

  private static final String ATTRIBUTE = Caller.class.getName();

  /** The caller of a request; all but those of public paths have one. */
  public static Caller of(HttpServletRequest request) {
    Caller caller = ifKnown(request);
    if (caller == null) {
      throw new IllegalStateException("nobody asked who calls");
    }
    return caller;
  }

  /** The caller; null: it is not known who that is. */
  static @Nullable Caller ifKnown(HttpServletRequest request) {
    return (Caller) request.getAttribute(ATTRIBUTE);
  }

  public boolean owns(TerminalRow row) {
    return name.equals(row.getOwner());
  }

  void attachTo(HttpServletRequest request) {
    request.setAttribute(ATTRIBUTE, this);
  }
}
