package io.kubeterminal.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {

  private static final String PASSWORD = "a-long-enough-password";
  private static final Login LOGIN = new Login("somebody", PASSWORD);

  @ParameterizedTest
  @CsvSource({
    "somebody, a-long-enough-password, true",
    "somebody, a-long-enough-passwor, false",
    "somebody, a-long-enough-password2, false",
    "Somebody, a-long-enough-password, false",
    "somebody, '', false",
    "'', '', false",
  })
  void only_the_whole_login_is_let_in(String user, String password, boolean admitted) {
    assertThat(LOGIN.admits("Basic " + base64(user + ":" + password))).isEqualTo(admitted);
  }

  @Test
  void what_is_no_basic_credential_is_not_let_in() {
    assertThat(LOGIN.admits(null)).isFalse();
    assertThat(LOGIN.admits("")).isFalse();
    assertThat(LOGIN.admits("Bearer " + PASSWORD)).isFalse();
    assertThat(LOGIN.admits(base64("somebody:" + PASSWORD))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "with a blank in its middle", "a-quote-\"-in-its-middle", ""})
  void a_password_that_could_break_out_of_a_setting_is_refused_and_not_shown(String password) {
    assertThatThrownBy(() -> new Login("somebody", password))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the password must be 16 to 128 of A-Z, a-z, 0-9, - and _");
  }

  @Test
  void a_user_that_could_break_out_of_a_setting_is_refused() {
    assertThatThrownBy(() -> new Login("a\" b", PASSWORD)).hasMessageContaining("the user must be");
  }

  @Test
  void the_password_is_not_shown() {
    assertThat(LOGIN.toString()).contains("somebody").doesNotContain(PASSWORD);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
