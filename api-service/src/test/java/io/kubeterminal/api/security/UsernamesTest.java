package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsernamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "ann lee",
        "system:serviceaccount:team-a:ann",
        "https://issuer.example/realms/x#8a1b",
        "ann@example.com",
        "Åsa",
      })
  void whatOthersCallTheirUsersIsTaken(String name) {
    assertThat(Usernames.fit(name)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", " a", "a ", "a\n", "\u00a0a", "a\u0000b", "a\nb", "a\u202eb", "a\u0085"})
  void whatCouldForgeALineOrLookLikeAnotherIsNot(String name) {
    assertThat(Usernames.fit(name)).isFalse();
  }

  @Test
  void tooLongIsTooLong() {
    assertThat(Usernames.fit("a".repeat(512))).isTrue();
    assertThat(Usernames.fit("a".repeat(513))).isFalse();
  }
}
