package io.kubeterminal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A line that is logged within a span shows its ids, and another has nothing in their place. */
class LogPatternTest {

  private static final Pattern LINE = Pattern.compile("(?:console: |value=)\"(%d.*?)\"(?:/>)?\n");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "api-service/src/main/resources/api-service.yml",
        "provisioner-worker/src/main/resources/provisioner-worker.yml",
        "reaper-worker/src/main/resources/reaper-worker.yml",
        "quickstart-app/src/main/resources/quickstart-logback.xml"
      })
  void linesHaveTheIdsOfTheirTrace(String file) throws IOException {
    Matcher pattern = LINE.matcher(Files.readString(Sources.ROOT.resolve(file)));
    assertThat(pattern.find()).isTrue();

    assertThat(line(pattern.group(1), Map.of())).contains(" : Began to work");
    assertThat(line(pattern.group(1), Map.of("traceId", "0af7", "spanId", "b7ad")))
        .contains(" : [0af7-b7ad] Began to work");
  }

  private static String line(String pattern, Map<String, String> ids) {
    LoggerContext context = new LoggerContext();
    PatternLayout layout = new PatternLayout();
    layout.setContext(context);
    layout.setPattern(pattern.replace("%wEx", "%ex")); // Boot's own converter
    layout.start();
    LoggingEvent event =
        new LoggingEvent("x", context.getLogger("x"), Level.INFO, "Began to work", null, null);
    event.setMDCPropertyMap(ids);
    return layout.doLayout(event);
  }
}
