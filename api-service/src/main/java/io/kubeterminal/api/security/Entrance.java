package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks every request who sends it, before anything else looks at it; the answer goes along as its
 * {@link Caller}. Only what is public goes on without.
 */
@Order(Entrance.BEHIND_THE_HEADERS)
final class Entrance extends OncePerRequestFilter {

  /** Right behind the filter that sets the headers of every answer. */
  static final int BEHIND_THE_HEADERS = Ordered.HIGHEST_PRECEDENCE + 10;

  /** Bodies of strangers that are read at the same time; one more is answered 503. */
  static final int MOST_BODIES = 256;

  private static final PathPattern TERMINALS =
      PathPatternParser.defaultInstance.parse("/api/v1/terminals");

  private final Door door;
  private final boolean takesTokensOfBodies;
  private final Refusals refusals;
  private final JsonMapper json;
  private final Semaphore bodies = new Semaphore(MOST_BODIES);

  Entrance(Door door, boolean takesTokensOfBodies, Refusals refusals, JsonMapper json) {
    this.door = door;
    this.takesTokensOfBodies = takesTokensOfBodies;
    this.refusals = refusals;
    this.json = json;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    PathContainer path = Routes.path(request);
    Area area = Area.of(request.getMethod(), path);
    if (area == Area.PUBLIC) {
      chain.doFilter(request, response);
      return;
    }
    Door.Entry entry = door.enter(request);
    HttpServletRequest known = request;
    if (entry instanceof Door.Nobody
        && takesTokensOfBodies
        && "POST".equals(request.getMethod())
        && TERMINALS.matches(path)) {
      BodyToken body = read(request);
      entry =
          body == null ? new Door.Unanswered(ProblemCode.TOO_BUSY) : door.enterWith(body.token());
      known = body == null ? request : body;
    }
    Problem problem = problem(entry, area, known);
    if (problem == null) {
      chain.doFilter(known, response);
    } else {
      refuse(problem, entry, request, response);
    }
  }

  private @Nullable BodyToken read(HttpServletRequest request) throws IOException {
    if (!bodies.tryAcquire()) {
      return null;
    }
    try {
      return new BodyToken(request);
    } finally {
      bodies.release();
    }
  }

  /** What keeps the request out; null: nothing, and its caller is attached to it. */
  private static @Nullable Problem problem(
      Door.Entry entry, Area area, HttpServletRequest request) {
    return switch (entry) {
      case Door.Known(Verdict.Proved(Caller caller, String clusterToken)) -> {
        if (area == Area.ADMINS && !caller.admin()) {
          yield Problem.of(ProblemCode.NOT_AN_ADMIN, "Only admins may look at that.");
        }
        caller.attachTo(request);
        OwnToken.attach(clusterToken, request);
        yield null;
      }
      case Door.ForeignPage foreign ->
          Problem.of(ProblemCode.FOREIGN_ORIGIN, "Only pages of this service may ask for that.");
      case Door.Unanswered(ProblemCode code) ->
          Problem.of(code, "Nobody can say now who you are. Try again.");
      case Door.Stranger stranger -> stranger(area);
      case Door.Nobody nobody -> stranger(area);
    };
  }

  private static Problem stranger(Area area) {
    return area == Area.ELSEWHERE
        ? Problem.of(ProblemCode.UNKNOWN_PATH, "There is nothing at this path.")
        : Problem.of(
            ProblemCode.NOT_SIGNED_IN,
            "Sign in, or send what you would sign in with as Authorization: Bearer.");
  }

  private void refuse(
      Problem problem, Door.Entry entry, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (problem.status() == 401 || problem.status() == 403) {
      refusals.add(request, named(entry), problem.code().text());
    }
    ResponseEntity<Object> answer = problem.answer();
    response.setStatus(problem.status());
    answer.getHeaders().forEach((name, values) -> response.setHeader(name, values.getFirst()));
    if (problem.status() == 401) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    }
    response.getOutputStream().write(json.writeValueAsBytes(problem));
  }

  private static @Nullable Caller named(Door.Entry entry) {
    return switch (entry) {
      case Door.Known known -> known.proved().caller();
      case Door.ForeignPage foreign -> foreign.caller();
      case Door.Stranger stranger -> null;
      case Door.Nobody nobody -> null;
      case Door.Unanswered unanswered -> null;
    };
  }
}
