package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.api.SettingsOf;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import io.kubeterminal.api.security.Door.ForeignPage;
import io.kubeterminal.api.security.Door.Known;
import io.kubeterminal.api.security.Door.Nobody;
import io.kubeterminal.api.security.Door.Stranger;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class DoorTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String KEY = "k".repeat(32);
  private static final String OWN_PAGE = "http://localhost:8080";
  private static final AuthSettings SETTINGS =
      SettingsOf.bind(
          AuthSettings.class,
          "terminal.auth",
          Map.of(
              "terminal.auth.mode", "key",
              "terminal.auth.key-file", "key",
              "terminal.auth.user", "ann",
              "terminal.auth.session", "1h"));

  private final SignInKeys oneTimeKeys = new SignInKeys();
  private final Map<String, Verdict> known = new HashMap<>();
  private Instant now = NOW;
  private final KeyProofs key = new KeyProofs(new AccessKey(KEY), oneTimeKeys, SETTINGS, () -> now);
  private final TokenProofs token =
      new TokenProofs(
          shown -> known.getOrDefault(shown, new Verdict.Unproved()),
          true,
          SessionSeal.random(),
          Duration.ofHours(1),
          () -> now);
  private final Door keyDoor = new Door(key, new Origins(SETTINGS));
  private final Door tokenDoor = new Door(token, new Origins(SETTINGS));

  @Test
  void theKeyLetsItsOwnerIn() {
    Known ann = new Known(new Verdict.Proved(new Caller("ann", true)));
    assertThat(keyDoor.enter(bearer("Bearer " + KEY))).isEqualTo(ann);
    assertThat(keyDoor.enter(bearer("bearer " + KEY))).isEqualTo(ann);
  }

  @Test
  void nothingElseInItsPlaceDoes() {
    assertThat(keyDoor.enter(new MockHttpServletRequest())).isInstanceOf(Nobody.class);
    assertThat(keyDoor.enter(bearer(KEY))).isInstanceOf(Stranger.class);
    assertThat(keyDoor.enter(bearer("Bearer " + oneTimeKeys.issue()))).isInstanceOf(Stranger.class);
  }

  @Test
  void aTokenLetsItsUserInAndIsHisForATerminal() {
    known.put("t", proved("bob"));
    assertThat(tokenDoor.enter(bearer("Bearer t")))
        .isEqualTo(new Known(new Verdict.Proved(new Caller("bob", false), "t")));
    assertThat(tokenDoor.enter(bearer("Bearer x"))).isInstanceOf(Stranger.class);
    assertThat(tokenDoor.enter(bearer("Bearer t t"))).isInstanceOf(Stranger.class);
    assertThat(tokenDoor.enter(bearer("Bearer "))).isInstanceOf(Stranger.class);
  }

  @Test
  void whereNobodyCanSayNobodyComesIn() {
    known.put("t", new Verdict.Unanswered(ProblemCode.CLUSTER_UNAVAILABLE));
    assertThat(tokenDoor.enter(bearer("Bearer t")))
        .isEqualTo(new Door.Unanswered(ProblemCode.CLUSTER_UNAVAILABLE));
    assertThat(token.signIn("t")).isEqualTo(new Proofs.Unanswered(ProblemCode.CLUSTER_UNAVAILABLE));
  }

  @Test
  void aSignedInBrowserMayLookFromAnywhereAndActFromOurPageOnly() {
    String session = value(key.signIn(oneTimeKeys.issue()));
    assertThat(keyDoor.enter(browser("GET", session, null))).isInstanceOf(Known.class);
    assertThat(keyDoor.enter(browser("POST", session, OWN_PAGE))).isInstanceOf(Known.class);
    assertThat(keyDoor.enter(browser("POST", session, "http://evil.example")))
        .isEqualTo(new ForeignPage(new Caller("ann", true)));
    assertThat(keyDoor.enter(browser("DELETE", session, null))).isInstanceOf(ForeignPage.class);
  }

  @Test
  void aSessionEnds() {
    String session = value(key.signIn(KEY));
    now = NOW.plus(SETTINGS.session());
    assertThat(keyDoor.enter(browser("GET", session, null))).isInstanceOf(Stranger.class);
  }

  @Test
  void aTokensSessionIsTheTokenAndEndsWithIt() {
    known.put("t", proved("bob"));
    String session = value(token.signIn("t"));
    assertThat(session).doesNotContain("t.");
    assertThat(tokenDoor.enter(browser("GET", session, null)))
        .isEqualTo(new Known(new Verdict.Proved(new Caller("bob", false), "t")));
    known.remove("t");
    assertThat(tokenDoor.enter(browser("GET", session, null))).isInstanceOf(Stranger.class);
  }

  @Test
  void aTokensSessionEndsWithTheTokensOwnTime() {
    // {"alg":"RS256"} . {"exp":1767226200}, ten minutes later, and no signature worth a look
    String jwt = "eyJhbGciOiJSUzI1NiJ9.eyJleHAiOjE3NjcyMjYyMDB9.c2ln";
    known.put(jwt, proved("bob"));
    assertThat(token.signIn(jwt))
        .isInstanceOfSatisfying(
            Proofs.Session.class,
            session -> assertThat(session.lasts()).isEqualTo(Duration.ofMinutes(10)));
    String session = value(token.signIn(jwt));
    now = NOW.plusSeconds(600);
    assertThat(tokenDoor.enter(browser("GET", session, null))).isInstanceOf(Stranger.class);
  }

  @Test
  void aTokenThatNoCookieHoldsIsForProgramsOnly() {
    StringBuilder noise = new StringBuilder();
    new java.util.Random(1).ints(6_000, '!', '~').forEach(c -> noise.append((char) c));
    known.put(noise.toString(), proved("bob"));
    assertThat(token.signIn(noise.toString())).isInstanceOf(Proofs.TooLong.class);
  }

  @Test
  void aTokenThatIsBroughtForATerminalIsItsOwnersWhereThatCanBeKnown() {
    known.put("t", proved("bob"));
    known.put("u", new Verdict.Unanswered(ProblemCode.CLUSTER_UNAVAILABLE));
    BroughtTokens ofCluster = new BroughtTokens(token);
    assertThat(ofCluster.fit(new Caller("bob", false), "t")).isTrue();
    assertThat(ofCluster.fit(new Caller("ann", true), "t")).isFalse();
    assertThat(ofCluster.fit(new Caller("bob", false), "x")).isFalse();
    assertThatThrownBy(() -> ofCluster.fit(new Caller("bob", false), "u"))
        .isInstanceOf(Refused.class);
    assertThat(new BroughtTokens(key).fit(new Caller("ann", true), "any")).isTrue();
  }

  @Test
  void whatIsInABodyIsATokenLikeAnyOther() {
    known.put("t", proved("bob"));
    assertThat(tokenDoor.enterWith("t")).isInstanceOf(Known.class);
    assertThat(tokenDoor.enterWith("x")).isInstanceOf(Stranger.class);
    assertThat(tokenDoor.enterWith(null)).isInstanceOf(Nobody.class);
  }

  @Test
  void aSessionOfAnotherPortIsNone() {
    MockHttpServletRequest request = browser("GET", value(key.signIn(KEY)), null);
    request.setServerPort(8081);
    assertThat(keyDoor.enter(request)).isInstanceOf(Nobody.class);
  }

  @Test
  void signingInTakesTheKeyAndEachOneTimeKeyOnce() {
    String once = oneTimeKeys.issue();
    assertThat(key.signIn(once)).isInstanceOf(Proofs.Session.class);
    assertThat(key.signIn(once)).isInstanceOf(Proofs.Refused.class);
    assertThat(key.signIn(KEY)).isInstanceOf(Proofs.Session.class);
    assertThat(key.signIn(KEY)).isInstanceOf(Proofs.Session.class);
    assertThat(key.signIn("x")).isInstanceOf(Proofs.Refused.class);
  }

  @Test
  void noTokenIsShownByWhatHoldsIt() {
    assertThat(new Verdict.Proved(new Caller("bob", false), "s3cr3t").toString())
        .contains("bob")
        .doesNotContain("s3cr3t");
  }

  private static Verdict proved(String name) {
    return new Verdict.Proved(new Caller(name, false));
  }

  private static String value(Proofs.SignIn signIn) {
    return ((Proofs.Session) signIn).value();
  }

  private static MockHttpServletRequest bearer(String authorization) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/api/v1/terminals");
    request.addHeader("Authorization", authorization);
    return request;
  }

  private static MockHttpServletRequest browser(String method, String session, String origin) {
    MockHttpServletRequest request = new MockHttpServletRequest(method, "/api/v1/terminals");
    request.setServerPort(8080);
    request.setCookies(new Cookie("other", "1"), new Cookie("kube-terminal-8080", session));
    if (origin != null) {
      request.addHeader("Origin", origin);
    }
    return request;
  }
}
