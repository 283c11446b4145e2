package io.kubeterminal.api.security;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Lets in whoever holds the service's key, or a session that such a one has got. */
final class KeyDoor implements Door {

  private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
  private static final String BEARER = "Bearer ";

  private final AccessKey key;
  private final SignInKeys oneTimeKeys;
  private final Origins origins;
  private final Caller person;
  private final Duration session;
  private final InstantSource clock;

  KeyDoor(
      AccessKey key,
      SignInKeys oneTimeKeys,
      Origins origins,
      AuthSettings settings,
      InstantSource clock) {
    this.key = key;
    this.oneTimeKeys = oneTimeKeys;
    this.origins = origins;
    this.person = new Caller(settings.user(), true);
    this.session = settings.session();
    this.clock = clock;
  }

  @Override
  public Entry enter(HttpServletRequest request) {
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (authorization != null) {
      boolean valid =
          authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
              && key.is(authorization.substring(BEARER.length()).strip());
      return valid ? new Known(person) : new Stranger();
    }
    String cookie = SessionCookie.in(request);
    if (cookie == null || !key.signed(cookie, clock.instant())) {
      return new Stranger();
    }
    // A browser sends the cookie along with whatever a page makes it send.
    return HARMLESS.contains(request.getMethod()) || origins.same(request)
        ? new Known(person)
        : new ForeignPage();
  }

  @Override
  public @Nullable String signIn(String candidate) {
    return oneTimeKeys.use(candidate) || key.is(candidate)
        ? key.session(clock.instant().plus(session))
        : null;
  }
}
