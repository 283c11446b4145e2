package io.kubeterminal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Sizes, names and habits that can be seen in the text of a file. */
class TidyTest {

  private static final int LONGEST_CLASS = 250;

  /** What must not stand in a file, and why. */
  private static final Map<Pattern, String> FORBIDDEN =
      Map.of(
          Pattern.compile("\\bThread" + "\\.sleep\\b"), "await with a bound instead of sleeping",
          Pattern.compile("\\b(TO" + "DO|FIX" + "ME)\\b"), "finish it, or leave it out",
          Pattern.compile("\\bSystem\\.currentTime" + "Millis\\b"), "take an InstantSource",
          Pattern.compile("print" + "StackTrace\\(\\)"), "log it, or throw it",
          Pattern.compile("(class|record|interface|enum) \\w*(Manager|Helper|Utils?|Impl|Dto)\\b"),
              "name what it is, not which pattern it is");

  @Test
  void noFileHoldsWhatTheStyleForbids() {
    assertThat(Sources.all().stream().flatMap(file -> complaints(file, Sources.read(file))))
        .isEmpty();
  }

  @Test
  void mainClassesStayReadable() {
    assertThat(Sources.main().stream().filter(file -> tooLong(Sources.read(file))))
        .as("main classes over %d lines: does each still have one subject?", LONGEST_CLASS)
        .isEmpty();
  }

  @Test
  void everyMainClassHasASentence() {
    assertThat(Sources.main().stream().filter(file -> !hasSentence(Sources.read(file))))
        .as("main classes without a Javadoc sentence")
        .isEmpty();
  }

  @Test
  void violationsAreSeen() {
    List<String> bad =
        List.of(
            "Thread" + ".sleep(10);",
            "// TO" + "DO later",
            "long now = System.currentTime" + "Millis();",
            "e.print" + "StackTrace();",
            "class Pod" + "Manager {}");

    assertThat(bad).allSatisfy(text -> assertThat(complaints(Path.of("A.java"), text)).hasSize(1));
    assertThat(tooLong("x\n".repeat(LONGEST_CLASS + 1))).isTrue();
    assertThat(hasSentence("package a;\nclass A {}")).isFalse();
    assertThat(hasSentence("package a;\n/** An A. */\nclass A {}")).isTrue();
  }

  private static Stream<String> complaints(Path file, String text) {
    return FORBIDDEN.entrySet().stream()
        .filter(rule -> rule.getKey().matcher(text).find())
        .map(rule -> "%s: %s (%s)".formatted(file, rule.getKey(), rule.getValue()));
  }

  private static boolean tooLong(String text) {
    return text.lines().count() > LONGEST_CLASS;
  }

  private static boolean hasSentence(String text) {
    return text.contains("/**");
  }
}
