package io.kubeterminal.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.server.PathContainer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.springframework.web.util.pattern.PathPattern;

/** Names the route of a request for the log: never its path, in which anything may stand. */
final class Routes {

  static final String NONE = "-";

  private final ObjectProvider<RequestMappingInfoHandlerMapping> mappings;

  Routes(ObjectProvider<RequestMappingInfoHandlerMapping> mappings) {
    this.mappings = mappings;
  }

  /**
   * @param pattern of the route; {@link #NONE}: there is none
   * @param id what stands where the pattern says {@code {id}}; null: nothing
   */
  record Route(String pattern, @Nullable String id) {}

  Route of(HttpServletRequest request) {
    PathContainer path = path(request);
    PathPattern best =
        mappings.stream()
            .flatMap(mapping -> mapping.getHandlerMethods().keySet().stream())
            .map(RequestMappingInfo::getPathPatternsCondition)
            .flatMap(condition -> condition == null ? null : condition.getPatterns().stream())
            .filter(pattern -> pattern.matches(path))
            .sorted()
            .findFirst()
            .orElse(null);
    if (best == null) {
      return new Route(NONE, null);
    }
    PathPattern.PathMatchInfo match = best.matchAndExtract(path);
    Map<String, String> variables = match == null ? Map.of() : match.getUriVariables();
    return new Route(best.getPatternString(), variables.get("id"));
  }

  static PathContainer path(HttpServletRequest request) {
    return ServletRequestPathUtils.parse(request).pathWithinApplication();
  }
}
