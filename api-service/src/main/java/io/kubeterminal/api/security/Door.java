package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Where callers come in: looks at what a request shows, and asks whether that proves anything. */
final class Door {

  /** What a request shows of its sender. */
  sealed interface Entry {}

  record Known(Verdict.Proved proved) implements Entry {}

  /** It shows something that proves nothing. */
  record Stranger() implements Entry {}

  /** It shows nothing at all. */
  record Nobody() implements Entry {}

  /** Its session is a browser's, but the page that sent it is not ours. */
  record ForeignPage(Caller caller) implements Entry {}

  /** Whoever knows does not answer. */
  record Unanswered(ProblemCode code) implements Entry {}

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "Bearer ";

  private final Proofs proofs;
  private final Origins origins;

  Door(Proofs proofs, Origins origins) {
    this.proofs = proofs;
    this.origins = origins;
  }

  Entry enter(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? entry(proofs.bearer(authorization.substring(BEARER.length()).strip()))
          : new Stranger();
    }
    String cookie = SessionCookie.in(request);
    if (cookie == null) {
      return new Nobody();
    }
    Entry entry = entry(proofs.session(cookie));
    // A browser sends the cookie along with whatever a page makes it send.
    return entry instanceof Known(Verdict.Proved proved)
            && !HARMLESS.contains(request.getMethod())
            && !origins.same(request)
        ? new ForeignPage(proved.caller())
        : entry;
  }

  /** For a request that shows nothing but what is in its body. */
  Entry enterWith(@Nullable String tokenOfBody) {
    return tokenOfBody == null ? new Nobody() : entry(proofs.bearer(tokenOfBody));
  }

  private static Entry entry(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Proved proved -> new Known(proved);
      case Verdict.Unproved unproved -> new Stranger();
      case Verdict.Unanswered(ProblemCode code) -> new Unanswered(code);
    };
  }
}
