package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalAccessTest {

  @ParameterizedTest
  @CsvSource({
    "true, false, LOOK, GRANTED",
    "true, false, END, GRANTED",
    "true, false, USE, GRANTED",
    "true, true, USE, GRANTED",
    "false, false, LOOK, HIDDEN",
    "false, false, END, HIDDEN",
    "false, false, USE, HIDDEN",
    "false, true, LOOK, GRANTED",
    "false, true, END, GRANTED",
    "false, true, USE, REFUSED",
  })
  void onlyItsOwnerGetsIn(boolean owner, boolean admin, Need need, TerminalAccess.Answer answer) {
    assertThat(TerminalAccess.answer(owner, admin, need)).isEqualTo(answer);
  }
}
