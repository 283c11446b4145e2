package io.kubeterminal.telemetry;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.EnvironmentAware;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Leaves Boot's tracing out of a service that is not told where to send its spans: nothing of it is
 * loaded, and no thread runs. Where it is told, what would trace more than we want stays out.
 */
final class TracingFilter implements AutoConfigurationImportFilter, EnvironmentAware {

  /** Boot's own setting, a URL such as {@code http://collector:4318/v1/traces}. */
  static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

  private static final String TRACING = "org.springframework.boot.micrometer.tracing.";
  private static final String OPEN_TELEMETRY = "org.springframework.boot.opentelemetry.";

  private static final Set<String> NEVER =
      Set.of(
          // Spans of every observation there is; RequestSpans takes its place.
          "org.springframework.boot.micrometer.tracing.autoconfigure"
              + ".MicrometerTracingAutoConfiguration",
          // Logs go where logs go.
          "org.springframework.boot.opentelemetry.autoconfigure.logging"
              + ".OpenTelemetryLoggingAutoConfiguration",
          "org.springframework.boot.opentelemetry.autoconfigure.logging.otlp"
              + ".OtlpLoggingAutoConfiguration");

  private @Nullable Environment environment;

  @Override
  public void setEnvironment(Environment environment) {
    this.environment = environment;
  }

  @Override
  public boolean[] match(
      @Nullable String[] candidates, AutoConfigurationMetadata autoConfigurationMetadata) {
    boolean traced = StringUtils.hasText(requireNonNull(environment).getProperty(ENDPOINT));
    boolean[] wanted = new boolean[candidates.length];
    for (int i = 0; i < candidates.length; i++) {
      wanted[i] = isWanted(candidates[i], traced);
    }
    return wanted;
  }

  private static boolean isWanted(@Nullable String candidate, boolean traced) {
    if (candidate == null
        || !(candidate.startsWith(TRACING) || candidate.startsWith(OPEN_TELEMETRY))) {
      return true;
    }
    return traced && !NEVER.contains(candidate);
  }
}
