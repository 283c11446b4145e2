package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.security.Door.ForeignPage;
import io.kubeterminal.api.security.Door.Known;
import io.kubeterminal.api.security.Door.Stranger;
import jakarta.servlet.http.Cookie;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class KeyDoorTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String KEY = "k".repeat(32);
  private static final AuthSettings SETTINGS =
      new AuthSettings(AuthMode.KEY, Path.of("key"), "ann", Duration.ofHours(1), Set.of());

  private final SignInKeys oneTimeKeys = new SignInKeys();
  private Instant now = NOW;
  private final KeyDoor door =
      new KeyDoor(new AccessKey(KEY), oneTimeKeys, new Origins(SETTINGS), SETTINGS, () -> now);

  @Test
  void theKeyLetsItsOwnerIn() {
    assertThat(door.enter(bearer("Bearer " + KEY))).isEqualTo(new Known(new Caller("ann", true)));
    assertThat(door.enter(bearer("bearer " + KEY))).isInstanceOf(Known.class);
  }

  @Test
  void nothingElseInItsPlaceDoes() {
    assertThat(door.enter(new MockHttpServletRequest())).isInstanceOf(Stranger.class);
    assertThat(door.enter(bearer(KEY))).isInstanceOf(Stranger.class);
    assertThat(door.enter(bearer("Bearer " + oneTimeKeys.issue()))).isInstanceOf(Stranger.class);
  }

  @Test
  void aSignedInBrowserMayLookFromAnywhereAndActFromOurPageOnly() {
    String session = door.signIn(oneTimeKeys.issue());
    assertThat(door.enter(browser("GET", session, null))).isInstanceOf(Known.class);
    assertThat(door.enter(browser("POST", session, "http://localhost:8080")))
        .isInstanceOf(Known.class);
    assertThat(door.enter(browser("POST", session, "http://evil.example")))
        .isInstanceOf(ForeignPage.class);
    assertThat(door.enter(browser("DELETE", session, null))).isInstanceOf(ForeignPage.class);
  }

  @Test
  void aSessionEnds() {
    String session = door.signIn(KEY);
    now = NOW.plus(SETTINGS.session());
    assertThat(door.enter(browser("GET", session, null))).isInstanceOf(Stranger.class);
  }

  @Test
  void aSessionOfAnotherPortIsNone() {
    MockHttpServletRequest request = browser("GET", door.signIn(KEY), null);
    request.setServerPort(8081);
    assertThat(door.enter(request)).isInstanceOf(Stranger.class);
  }

  @Test
  void signingInTakesTheKeyAndEachOneTimeKeyOnce() {
    String once = oneTimeKeys.issue();
    assertThat(door.signIn(once)).isNotNull();
    assertThat(door.signIn(once)).isNull();
    assertThat(door.signIn(KEY)).isNotNull();
    assertThat(door.signIn(KEY)).isNotNull();
    assertThat(door.signIn("x")).isNull();
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
