package io.kubeterminal.api.security;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.kubeterminal.api.problem.ProblemCode;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the tokens of one OpenID Connect issuer, signed with one of its keys, and no others. */
final class IssuedTokens implements TokenCheck {

  private static final Logger log = LoggerFactory.getLogger(IssuedTokens.class);

  /** Only signatures that need the issuer's private key: neither none, nor a shared secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final String EMAIL = "email";
  private static final int CLOCK_SKEW_SECONDS = 30;

  private final AuthSettings.Oidc oidc;
  private final Set<String> adminGroups;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  IssuedTokens(
      AuthSettings.Oidc oidc,
      Set<String> adminGroups,
      JWKSource<SecurityContext> keys,
      InstantSource clock) {
    this.oidc = oidc;
    this.adminGroups = adminGroups;
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(claims(oidc, clock));
  }

  private static DefaultJWTClaimsVerifier<SecurityContext> claims(
      AuthSettings.Oidc oidc, InstantSource clock) {
    DefaultJWTClaimsVerifier<SecurityContext> verifier =
        new DefaultJWTClaimsVerifier<>(
            requireNonNull(oidc.audience()),
            new JWTClaimsSet.Builder().issuer(oidc.issuer()).build(),
            Set.of("exp", oidc.usernameClaim())) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        };
    verifier.setMaxClockSkew(CLOCK_SKEW_SECONDS);
    return verifier;
  }

  @Override
  public Verdict check(String token) {
    try {
      Caller caller = caller(processor.process(SignedJWT.parse(token), null));
      return caller == null ? new Verdict.Unproved() : new Verdict.Proved(caller);
    } catch (KeySourceException e) {
      log.atWarn().addKeyValue("reason", e.getMessage()).log("The issuer's keys are not there");
      return new Verdict.Unanswered(ProblemCode.ISSUER_UNAVAILABLE);
    } catch (ParseException | BadJOSEException | JOSEException e) {
      return new Verdict.Unproved();
    }
  }

  private @Nullable Caller caller(JWTClaimsSet claims) {
    String name = claims.getClaim(oidc.usernameClaim()) instanceof String text ? text : null;
    if (name == null || name.isBlank()) {
      return null;
    }
    if (!EMAIL.equals(oidc.usernameClaim())) {
      name = oidc.issuer() + "#" + name;
    } else if (!isVerified(claims.getClaim("email_verified"))) {
      return null;
    }
    boolean admin = groups(claims.getClaim(oidc.groupsClaim())).stream().anyMatch(this::isAdmins);
    return Usernames.fit(name) ? new Caller(name, admin) : null;
  }

  /** An issuer that says nothing of it hands out none but its own; some say it in a text. */
  private static boolean isVerified(@Nullable Object claim) {
    return claim == null || "true".equals(claim.toString());
  }

  private boolean isAdmins(Object group) {
    return group instanceof String name && adminGroups.contains(name);
  }

  private static Collection<?> groups(@Nullable Object claim) {
    return claim instanceof Collection<?> many
        ? many
        : claim instanceof String one ? List.of(one) : List.of();
  }
}
