package io.kubeterminal.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Which web pages may use this service in a browser: its own. */
@Component
public final class Origins {

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private final Set<String> allowed;

  Origins(AuthSettings settings) {
    this.allowed = settings.origins();
  }

  /**
   * Whether the request says that it comes from a page of our own; to say nothing is not enough.
   */
  public boolean same(HttpServletRequest request) {
    String origin = request.getHeader(HttpHeaders.ORIGIN);
    String own = own(request.getScheme(), request.getServerName(), request.getServerPort());
    return same(origin, own, allowed);
  }

  static boolean same(@Nullable String origin, String own, Set<String> allowed) {
    return origin != null && (allowed.isEmpty() ? origin.equals(own) : allowed.contains(origin));
  }

  /** As a browser writes it: the scheme's own port is left out. */
  static String own(String scheme, String host, int port) {
    boolean plain = port == ("https".equals(scheme) ? HTTPS : HTTP);
    return scheme + "://" + host.toLowerCase(Locale.ROOT) + (plain ? "" : ":" + port);
  }
}
