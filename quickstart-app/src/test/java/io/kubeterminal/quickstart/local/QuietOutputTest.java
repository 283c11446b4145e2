package io.kubeterminal.quickstart.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** In these tables {@code ^} stands for ESC, {@code ~B} for BEL, {@code ~C} for C1's lead C2. */
class QuietOutputTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "^[c",
        "^[0c",
        "^[>c",
        "^[>0c",
        "^[=c", // who are you
        "^[5n",
        "^[6n",
        "^[?6n",
        "^[?996n", // status, cursor, colour scheme
        "^[4$p",
        "^[?2026$p", // modes
        "^[14t",
        "^[18t",
        "^[21t",
        "^[8;10;10t", // window
        "^[x",
        "^[>q",
        "^[?u",
        "^[?1;1;0S",
        "^[?4m",
        "^[&u",
        "^[2$w",
        "^[1;1;1;1;1;1*y",
        "^['|",
        "^[5i", // printing
        "^[?1004h",
        "^[?2031h",
        "^[?1004;2048h", // answered as soon as they are set
        "^P$qm^\\",
        "^P+q544e^\\",
        "^P0;1|17/17^\\",
        "^_Gi=31,a=q;AAAA^\\",
        "^Xsos^\\",
        "^^pm^\\",
        "^]10;?~B",
        "^]11;?^\\",
        "^]4;1;?;2;?^\\",
        "^]12;red;?~B",
        "^]50;?~B",
        "^]60^\\",
        "^]52;c;aGk=~B",
        "^]52;c;?^\\",
        "^]9;hey~B",
        "^]777;notify;a;b~B",
        "^]1337;ReportCellSize~B",
        "^Z",
        "~B",
        "~E",
        "~C\u009bc",
        "~C\u009a", // C1 characters
        "^[1\n2~B;c", // a plain control character within is another matter
        "^[>^[c",
        "^[c^[>c", // broken off by the next
        "~X~C~B\u009bc", // a lead without its byte finds none later
      })
  void whatMakesATerminalAnswerOrActGoes(String acting) {
    byte[] output = bytes("a" + acting + "z");
    for (int first = 0; first <= output.length; first++) {
      for (int second = first; second <= output.length; second++) {
        String left = quiet(output, first, second).replace("\n", "");
        assertThat(left).as("cut at %d and %d", first, second).isIn("az", "a^\\z");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain\r\n\ttext\b",
        "é ° 字 🙂 \u00a0\u00bf",
        "^[31;1mred^[0m",
        "^[38:2::1:2:3m",
        "^[?1049h^[?25l^[2J^[H",
        "^[10;20H^[K^[5;10r^[2 q^[!p^[1\"q",
        "^[>4;2m^[>1u^[<u^[=1;1u",
        "^[4h^[?2004h^[?1000;1006h",
        "^7^8^=^>^c^(B^#8^M",
        "^]0;what is it?^\\",
        "^]2;title~B",
        "^]8;;https://example.org/?q=1~Blink^]8;;~B",
        "^]4;1;rgb:ff/00/00^\\^]104^\\",
        "^]133;A^\\",
        "~C\u009b31mred",
      })
  void theRestStaysAsItIs(String harmless) {
    byte[] output = bytes("a" + harmless + "z");
    for (int first = 0; first <= output.length; first++) {
      for (int second = first; second <= output.length; second++) {
        // A string may have got its terminator once more than it had.
        String left = quiet(output, first, second).replace("^\\^\\", "^\\");
        assertThat(left).as("cut at %d and %d", first, second).isEqualTo(text(output));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"^[?1004;2004h, ^[?2004h", "^[?25;1004;2031h, ^[?25h"})
  void onlyTheAnsweredModesOfSeveralGo(String modes, String left) {
    assertThat(quiet(bytes(modes), 0, 0)).isEqualTo(left);
  }

  @Test
  void aSequenceWithoutEndCostsNoMemoryAndIsLeftOut() {
    QuietOutput quiet = new QuietOutput();
    byte[] chunk = "x".repeat(16 * 1024).getBytes(UTF_8);
    assertThat(quiet.quieten(bytes("^]0;"), 0, 4)).isEmpty();
    for (int i = 0; i < 1000; i++) {
      assertThat(quiet.quieten(chunk, 0, chunk.length)).isEmpty();
    }
    byte[] end = bytes("~Bz");
    assertThat(text(quiet.quieten(end, 0, end.length))).isEqualTo("z");
  }

  @Test
  void whatWasHeldBackIsPassedOnOnceItMay() {
    byte[] output = bytes("a^[?6nz^[c");
    for (int cut = 0; cut <= 6; cut++) {
      QuietOutput quiet = new QuietOutput();
      ByteArrayOutputStream left = new ByteArrayOutputStream();
      left.writeBytes(quiet.quieten(output, 0, cut));
      left.writeBytes(quiet.pass(output, cut, output.length));
      assertThat(left.toByteArray()).isEqualTo(cut == 6 ? bytes("az^[c") : output);
    }
  }

  private static String quiet(byte[] output, int first, int second) {
    QuietOutput quiet = new QuietOutput();
    ByteArrayOutputStream left = new ByteArrayOutputStream();
    left.writeBytes(quiet.quieten(output, 0, first));
    left.writeBytes(quiet.quieten(output, first, second));
    left.writeBytes(quiet.quieten(output, second, output.length));
    return text(left.toByteArray());
  }

  private static byte[] bytes(String readable) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String text =
        readable
            .replace("^^", "\033\u0001")
            .replace('^', '\033')
            .replace('\u0001', '^')
            .replace("~B", "\007")
            .replace("~E", "\005")
            .replace("~X", "");
    for (String part : text.splitWithDelimiters("~C.", 0)) {
      if (part.startsWith("~C")) {
        bytes.write(0xc2);
        bytes.write(part.charAt(2));
      } else {
        bytes.writeBytes(part.getBytes(UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, UTF_8).replace('\033', '^');
  }
}
