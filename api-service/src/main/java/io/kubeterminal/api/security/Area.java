package io.kubeterminal.api.security;

import java.util.List;
import java.util.Set;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may go where. Whatever is not named here belongs to nobody: a route that is forgotten is
 * closed. Paths are read as those of the routes are, so none can be one thing here and another
 * there.
 */
enum Area {
  /** Open to everybody. */
  PUBLIC,
  /** Open to callers. */
  CALLERS,
  /** Open to admins. */
  ADMINS,
  /** For a stranger there is nothing. */
  ELSEWHERE;

  static final String SIGN_IN = "/api/v1/sign-in";

  private static final Set<String> UPWARDS = Set.of(".", "..");
  private static final Set<String> READING = Set.of("GET", "HEAD");

  private static final List<PathPattern> TO_READ =
      patterns(
          "/",
          "/index.html",
          "/assets/**",
          "/.well-known/jwks.json",
          "/actuator/health",
          "/actuator/health/liveness",
          "/actuator/health/readiness",
          SIGN_IN);
  private static final List<PathPattern> TO_POST = patterns(SIGN_IN);
  private static final List<PathPattern> OF_CALLERS =
      patterns("/api/**", "/openapi.yaml", "/asyncapi.yaml");
  private static final List<PathPattern> OF_ADMINS = patterns("/actuator/**");

  static Area of(String method, PathContainer path) {
    boolean named =
        READING.contains(method) && matches(TO_READ, path)
            || "POST".equals(method) && matches(TO_POST, path);
    if (named && !climbs(path)) {
      return PUBLIC;
    }
    if (matches(OF_ADMINS, path)) {
      return ADMINS;
    }
    return matches(OF_CALLERS, path) ? CALLERS : ELSEWHERE;
  }

  /** Browsers resolve such a path before they send it. */
  private static boolean climbs(PathContainer path) {
    return path.elements().stream()
        .anyMatch(
            element ->
                element instanceof PathContainer.PathSegment segment
                    && UPWARDS.contains(segment.valueToMatch()));
  }

  private static boolean matches(List<PathPattern> patterns, PathContainer path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }

  private static List<PathPattern> patterns(String... patterns) {
    return List.of(patterns).stream().map(PathPatternParser.defaultInstance::parse).toList();
  }
}
