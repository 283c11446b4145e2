package io.kubeterminal.examples;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The commands of docs/start.md, each with what the page says that it prints. */
record StartPage(List<Step> steps) {

  /**
   * @param commands what a person copies, as it stands on the page
   * @param shown what is printed then; … is anything within a line, or alone in it any lines
   */
  record Step(String commands, String shown) {

    boolean isAnsweredBy(String printed) {
      String pattern = shown.strip().lines().map(Step::pattern).collect(Collectors.joining());
      return Pattern.matches(pattern, printed.strip() + "\n");
    }

    private static String pattern(String line) {
      return line.equals("…")
          ? "(?:.*\n)*"
          : Arrays.stream(line.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"))
              + "\n";
    }
  }

  private static final Pattern BLOCK = Pattern.compile("(?m)^```\\w");
  private static final Pattern STEP =
      Pattern.compile("```bash\n(.*?)```\n\n```text\n(.*?)```\n", Pattern.DOTALL);

  static StartPage of(String text) {
    List<Step> steps =
        STEP.matcher(text).results().map(step -> new Step(step.group(1), step.group(2))).toList();
    if (BLOCK.matcher(text).results().count() != 2L * steps.size()) {
      throw new IllegalArgumentException("commands without what they print, or the reverse");
    }
    return new StartPage(steps);
  }
}
