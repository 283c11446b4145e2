package io.kubeterminal.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/** What is taken for an answer, and what is not. */
class StartPageTest {

  @Test
  void commandsAreTakenAsTheyStandWithWhatTheyPrint() {
    StartPage page =
        StartPage.of(
            "# A\n\n```bash\na\n  b\n```\n\nWords.\n".replace("Words.", "```text\nc\n```"));

    assertThat(page.steps()).containsExactly(new StartPage.Step("a\n  b\n", "c\n"));
  }

  @Test
  void commandsWithoutAnswersAreSeen() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StartPage.of("```bash\na\n```\n\nwords\n\n```bash\nb\n```\n"));
  }

  @Test
  void anEllipsisIsAnythingAndNothingElseIs() {
    assertThat(answers("id …, ready\n", "id 4711, ready\n")).isTrue();
    assertThat(answers("id …, ready\n", "id 4711, failed\n")).isFalse();
    assertThat(answers("id …, ready\n", "id 4711, ready\nand more\n")).isFalse();
    assertThat(answers("a.c\n", "abc\n")).isFalse();
    assertThat(answers("…\nReady.\n…\n", "one\n\ntwo\nReady.\n")).isTrue();
    assertThat(answers("…\nReady.\n…\n", "Ready.\nmore\n")).isTrue();
    assertThat(answers("…\nReady.\n…\n", "not Ready.\n")).isFalse();
  }

  private static boolean answers(String shown, String printed) {
    return new StartPage.Step("", shown).isAnsweredBy(printed);
  }
}
