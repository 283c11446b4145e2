package io.kubeterminal.examples;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Whether this machine has the commands of {@link Needs}. */
final class NeedsCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<String> missing =
        context
            .getElement()
            .map(element -> element.getAnnotation(Needs.class))
            .map(needs -> Stream.of(needs.value()).filter(it -> !isThere(it)).toList())
            .orElse(List.of());
    return missing.isEmpty()
        ? ConditionEvaluationResult.enabled("all are there")
        : ConditionEvaluationResult.disabled(
            "needs %s: install what is missing (Debian's packages have the same names)"
                .formatted(String.join(", ", missing)));
  }

  private static boolean isThere(String command) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .map(folder -> Path.of(folder, command))
        .anyMatch(Files::isExecutable);
  }
}
