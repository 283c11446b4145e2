package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.security.Verdict.Proved;
import io.kubeterminal.api.security.Verdict.Unanswered;
import io.kubeterminal.api.security.Verdict.Unproved;
import java.io.IOException;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class IssuedTokensTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final FakeIssuer issuer = new FakeIssuer();
  private Instant now = NOW;
  private final IssuedTokens tokens = tokens("sub");

  IssuedTokensTest() throws IOException {}

  private IssuedTokens tokens(String usernameClaim) {
    return new IssuedTokens(
        new AuthSettings.Oidc(issuer.issuer(), FakeIssuer.AUDIENCE, usernameClaim, "groups"),
        Set.of("admins"),
        new IssuerKeys(issuer.issuer(), () -> now),
        () -> now);
  }

  @AfterEach
  void close() {
    issuer.close();
  }

  @Test
  void aTokenOfTheIssuerProvesItsUser() {
    assertThat(tokens.check(token(issuer.claims(NOW))))
        .isEqualTo(new Proved(new Caller(issuer.issuer() + "#ann", false)));
    assertThat(issuer.asked).hasValue(1);
    tokens.check(token(issuer.claims(NOW)));
    assertThat(issuer.asked).hasValue(1);
  }

  @Test
  void groupsMakeAnAdmin() {
    Proved admin = new Proved(new Caller(issuer.issuer() + "#ann", true));
    assertThat(tokens.check(token(issuer.claims(NOW).claim("groups", List.of("x", "admins")))))
        .isEqualTo(admin);
    assertThat(tokens.check(token(issuer.claims(NOW).claim("groups", "admins")))).isEqualTo(admin);
    assertThat(tokens.check(token(issuer.claims(NOW).claim("groups", 7))))
        .isInstanceOf(Proved.class)
        .isNotEqualTo(admin);
  }

  @Test
  void anAddressIsANameOfItsOwnUnlessItIsUnverified() {
    IssuedTokens byEmail = tokens("email");
    JWTClaimsSet.Builder claims = issuer.claims(NOW).claim("email", "ann@example.com");
    assertThat(byEmail.check(token(claims)))
        .isEqualTo(new Proved(new Caller("ann@example.com", false)));
    assertThat(byEmail.check(token(claims.claim("email_verified", false))))
        .isInstanceOf(Unproved.class);
    assertThat(byEmail.check(token(claims.claim("email_verified", "false"))))
        .as("as text")
        .isInstanceOf(Unproved.class);
    assertThat(byEmail.check(token(claims.claim("email_verified", "true"))))
        .isInstanceOf(Proved.class);
    assertThat(byEmail.check(token(issuer.claims(NOW)))).isInstanceOf(Unproved.class);
  }

  static Stream<Arguments> worthless() {
    return Stream.of(
        worthless("another issuer", (i, c) -> i.token(c.issuer("https://evil.example").build())),
        worthless("no issuer", (i, c) -> i.token(c.issuer(null).build())),
        worthless("another audience", (i, c) -> i.token(c.audience("other").build())),
        worthless("no audience", (i, c) -> i.token(c.audience((String) null).build())),
        worthless(
            "expired",
            (i, c) -> i.token(c.expirationTime(Date.from(NOW.minusSeconds(31))).build())),
        worthless("no end", (i, c) -> i.token(c.expirationTime(null).build())),
        worthless(
            "not yet", (i, c) -> i.token(c.notBeforeTime(Date.from(NOW.plusSeconds(31))).build())),
        worthless("no name", (i, c) -> i.token(c.subject(null).build())),
        worthless("blank name", (i, c) -> i.token(c.subject(" ").build())),
        worthless("a name of lines", (i, c) -> i.token(c.subject("ann\nroot").build())),
        worthless("a name that is none", (i, c) -> i.token(c.claim("sub", List.of("ann")).build())),
        worthless("no signature", (i, c) -> FakeIssuer.unsigned(c.build())),
        worthless("another's signature", (i, c) -> i.forged(c.build())),
        worthless("the public key as secret", (i, c) -> i.signedWithThePublicKey(c.build())),
        worthless(
            "an unknown key", (i, c) -> FakeIssuer.signed(FakeIssuer.newKey("9"), "9", c.build())),
        worthless(
            "a changed name",
            (i, c) -> {
              String[] parts = i.token(c.build()).split("\\.");
              String[] other = i.token(c.subject("root").build()).split("\\.");
              return parts[0] + "." + other[1] + "." + parts[2];
            }),
        worthless("no token", (i, c) -> "abc"),
        worthless("a cut token", (i, c) -> i.token(c.build()).replaceFirst("\\.[^.]*$", ".")));
  }

  private static Arguments worthless(
      String what, BiFunction<FakeIssuer, JWTClaimsSet.Builder, String> token) {
    return Arguments.of(what, token);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("worthless")
  void everythingElseProvesNothing(
      String what, BiFunction<FakeIssuer, JWTClaimsSet.Builder, String> token) {
    assertThat(tokens.check(token.apply(issuer, issuer.claims(NOW)))).isInstanceOf(Unproved.class);
  }

  @Test
  void whileTheIssuerIsAwayNobodyIsLetInAndAfterwardsAgain() {
    issuer.away = true;
    String token = token(issuer.claims(NOW));
    assertThat(tokens.check(token)).isEqualTo(new Unanswered(ProblemCode.ISSUER_UNAVAILABLE));
    issuer.away = false;
    now = now.plus(IssuerKeys.AFTER_FAILURE);
    assertThat(tokens.check(token)).isInstanceOf(Proved.class);
  }

  @Test
  void whileKeysHoldTheIssuerMayBeAway() {
    tokens.check(token(issuer.claims(NOW)));
    issuer.away = true;
    assertThat(tokens.check(token(issuer.claims(NOW)))).isInstanceOf(Proved.class);
    now = now.plus(IssuerKeys.HOLD);
    assertThat(tokens.check(token(issuer.claims(now))))
        .isEqualTo(new Unanswered(ProblemCode.ISSUER_UNAVAILABLE));
  }

  @Test
  void aNewKeyIsLookedForButNotForEveryTokenThatComes() {
    tokens.check(token(issuer.claims(NOW)));
    issuer.rotate("2");
    String token = token(issuer.claims(NOW));
    assertThat(tokens.check(token)).isInstanceOf(Unproved.class);
    assertThat(issuer.asked).hasValue(1);
    now = now.plus(IssuerKeys.LOOK_AGAIN);
    assertThat(tokens.check(token)).isInstanceOf(Proved.class);
    assertThat(issuer.asked).hasValue(2);
  }

  @Test
  void anIssuerThatCallsItselfOtherwiseIsNotBelieved() {
    issuer.says = "https://evil.example";
    assertThat(tokens.check(token(issuer.claims(NOW)))).isInstanceOf(Unanswered.class);
  }

  private String token(JWTClaimsSet.Builder claims) {
    return issuer.token(claims.build());
  }
}
