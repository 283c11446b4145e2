package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputRecordTest {

  private static final int CAPACITY = 1000;

  private final OutputRecord record = new OutputRecord(CAPACITY);

  @Test
  void nothingIsShownOfAShellThatHasPrintedNothing() {
    assertThat(record.isEmpty()).isTrue();
    append("$ ");
    assertThat(record.isEmpty()).isFalse();
  }

  @Test
  void allOfALittleIsShown() {
    append("one\r\n");
    append("two\r\n");
    assertThat(replay()).isEqualTo("^cone\r\ntwo\r\n");
    assertThat(replay()).isEqualTo("^cone\r\ntwo\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 64, 999, 1000, 1001, 5000})
  void theEndOfMuchIsShownHoweverItCame(int chunk) {
    String output = "0123456789".repeat(1000);
    for (int at = 0; at < output.length(); at += chunk) {
      append(output.substring(at, Math.min(output.length(), at + chunk)));
    }
    assertThat(replay()).isEqualTo("^c" + output.substring(output.length() - CAPACITY));
  }

  @ParameterizedTest
  @ValueSource(strings = {"^[38;5;123m", "^]0;a title^\\", "^P0;1q#0;2;0;0;0^\\", "字", "🙂", "^(B"})
  void itNeverBeginsWithinASequenceOrACharacter(String sequence) {
    byte[] bytes = bytes(sequence);
    for (int cutOff = 0; cutOff <= bytes.length; cutOff++) {
      OutputRecord cut = new OutputRecord(CAPACITY);
      cut.append(bytes, 0, bytes.length);
      byte[] rest = bytes("x".repeat(CAPACITY - bytes.length + cutOff));
      cut.append(rest, 0, rest.length);
      String shown = text(cut.replay(new QuietOutput()));
      String all = "x".repeat(rest.length);
      if (cutOff > 0) {
        assertThat(shown).as("cut off: %d", cutOff).isIn("^c" + all, "^c^\\" + all);
      } else {
        assertThat(shown).endsWith(all);
      }
    }
  }

  @Test
  void theModesThatWereSetBeforeAreSetAgain() {
    append("^[?1049h^[?1h^=^[?25l^[?1002;1006h^[?25h^[?2004h^[?2004l^[?5000h^[?1004h");
    append("x".repeat(2 * CAPACITY));
    assertThat(replay())
        .isEqualTo("^c^[?1h^[?25h^[?1002h^[?1006h^[?1049h^[?2004l^=" + "x".repeat(CAPACITY));
  }

  @Test
  void aModeWhoseSequenceIsCutThroughIsSetToo() {
    append("^[?1049h");
    append("x".repeat(CAPACITY - 4));
    assertThat(replay()).isEqualTo("^c^[?1049h" + "x".repeat(CAPACITY - 4));
  }

  @Test
  void aResetForgetsTheModes() {
    append("^[?1049h^=^c");
    append("x".repeat(CAPACITY));
    assertThat(replay()).isEqualTo("^c" + "x".repeat(CAPACITY));
  }

  @Test
  void noQueryIsShownAgain() {
    append("vim^[c^[>c^[6n^]11;?^\\^P$qm^\\^]52;c;aGk=^\\ends");
    assertThat(replay().replace("^\\", "")).isEqualTo("^cvimends");
  }

  private void append(String readable) {
    byte[] bytes = bytes(readable);
    record.append(bytes, 0, bytes.length);
  }

  private String replay() {
    return text(record.replay(new QuietOutput()));
  }

  private static byte[] bytes(String readable) {
    return readable.replace('^', '\033').getBytes(UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8).replace('\033', '^');
  }
}
