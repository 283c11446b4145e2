package io.kubeterminal.api.security;

import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.regex.Pattern;

/**
 * A token that somebody else gave. A browser's session is that token, sealed: it is checked again
 * with every request, and ends when the token does.
 */
final class TokenProofs implements Proofs {

  private static final Pattern TOKEN = Pattern.compile("[!-~]{1,16384}");

  /** Browsers keep no cookie above 4,096 bytes, its name and attributes included. */
  private static final int MOST_CHARACTERS = 3_900;

  private final TokenCheck check;
  private final boolean ofCluster;
  private final SessionSeal seal;
  private final Duration session;
  private final InstantSource clock;

  /**
   * @param ofCluster whether the tokens are the cluster's own, and good for a terminal
   */
  TokenProofs(
      TokenCheck check,
      boolean ofCluster,
      SessionSeal seal,
      Duration session,
      InstantSource clock) {
    this.check = check;
    this.ofCluster = ofCluster;
    this.seal = seal;
    this.session = session;
    this.clock = clock;
  }

  @Override
  public String with() {
    return "token";
  }

  @Override
  public boolean takesTokensOfBodies() {
    return true;
  }

  @Override
  public boolean ofCluster() {
    return ofCluster;
  }

  @Override
  public Verdict bearer(String text) {
    if (!TOKEN.matcher(text).matches()) {
      return new Verdict.Unproved();
    }
    Verdict verdict = check.check(text);
    return ofCluster && verdict instanceof Verdict.Proved(Caller caller, var none)
        ? new Verdict.Proved(caller, text)
        : verdict;
  }

  @Override
  public Verdict session(String value) {
    String token = seal.open(value, clock.instant());
    return token == null ? new Verdict.Unproved() : bearer(token);
  }

  @Override
  public SignIn signIn(String shown) {
    return switch (bearer(shown)) {
      case Verdict.Proved proved -> session(proved.caller(), shown);
      case Verdict.Unproved unproved -> new Refused();
      case Verdict.Unanswered(var code) -> new Unanswered(code);
    };
  }

  private SignIn session(Caller caller, String token) {
    Instant now = clock.instant();
    Instant end = now.plus(session);
    Instant own = end(token, end);
    Instant until = own.isBefore(end) ? own : end;
    String value = seal.seal(token, until);
    return value.length() > MOST_CHARACTERS
        ? new TooLong()
        : new Session(caller, value, Duration.between(now, until));
  }

  /** When the token ends by its own word, if it has one. */
  private static Instant end(String token, Instant otherwise) {
    try {
      Date end = SignedJWT.parse(token).getJWTClaimsSet().getExpirationTime();
      return end == null ? otherwise : end.toInstant();
    } catch (ParseException e) {
      return otherwise;
    }
  }
}
