package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

  private static final String OWN = "http://127.0.0.1:8080";

  @ParameterizedTest
  @CsvSource({
    "http://127.0.0.1:8080, true",
    "http://127.0.0.1:8081, false",
    "https://127.0.0.1:8080, false",
    "http://localhost:8080, false",
    "http://127.0.0.1:8080.evil.example, false",
    "http://evil.example, false",
    "null, false",
    "'', false",
  })
  void onlyItsOwnOriginIsTheSame(String origin, boolean same) {
    assertThat(Origins.same(origin, OWN, Set.of())).isEqualTo(same);
  }

  @Test
  void toSayNothingIsNotEnough() {
    assertThat(Origins.same(null, OWN, Set.of())).isFalse();
    assertThat(Origins.same(null, OWN, Set.of("https://shell.example"))).isFalse();
  }

  @Test
  void whereOriginsAreListedOnlyThoseCount() {
    Set<String> listed = Set.of("https://shell.example");
    assertThat(Origins.same("https://shell.example", OWN, listed)).isTrue();
    assertThat(Origins.same(OWN, OWN, listed)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http, LocalHost, 80, http://localhost",
    "https, shell.example, 443, https://shell.example",
    "https, shell.example, 8443, https://shell.example:8443",
    "http, shell.example, 443, http://shell.example:443",
    "http, [::1], 8080, http://[::1]:8080",
  })
  void itsOwnOriginIsWrittenAsBrowsersWriteIt(String scheme, String host, int port, String own) {
    assertThat(Origins.own(scheme, host, port)).isEqualTo(own);
  }
}
