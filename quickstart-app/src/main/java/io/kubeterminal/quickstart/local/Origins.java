package io.kubeterminal.quickstart.local;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may connect to a terminal: those of this machine. A page from anywhere else that
 * is open in the same browser could otherwise type into it, since a loopback port is as near to it.
 */
final class Origins {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private Origins() {}

  /**
   * Whether a connection with this {@code Origin} header is let in; clients that are no browser
   * send none. A host name that merely resolves to loopback is foreign (DNS rebinding).
   */
  static boolean allows(@Nullable String origin) {
    if (origin == null) {
      return true;
    }
    try {
      URI uri = new URI(origin);
      String host = uri.getHost();
      return host != null
          && LOOPBACK.contains(host)
          && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
