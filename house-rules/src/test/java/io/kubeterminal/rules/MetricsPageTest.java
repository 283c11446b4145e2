package io.kubeterminal.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.ApiMetrics;
import io.kubeterminal.provisioner.ProvisionerMetrics;
import io.kubeterminal.reaper.ReaperMetrics;
import io.kubeterminal.telemetry.Metric;
import io.micrometer.core.instrument.Meter;
import io.micrometer.prometheusmetrics.PrometheusNamingConvention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of metrics is what the services say of them; {@code -Dmetrics=write} writes it. */
class MetricsPageTest {

  private static final Path PAGE = Sources.ROOT.resolve("docs/metrics.md");

  private static final String HEAD =
      """
      # Metrics

      What each service counts and measures. A name, a unit or a label does not change; dashboards and alerts may rest on
      them. Made from the services' constants by a test, which also compares them with what the running services show; write
      it anew with `./mvnw -pl house-rules -am test -Dtest=MetricsPageTest -Dmetrics=write -Dsurefire.failIfNoSpecifiedTests=false`.

      `/actuator/prometheus` shows them to Prometheus, `/actuator/metrics/NAME` one at a time; who may read them, and how, is in
      [running.md](running.md#metrics). A timer is three series in Prometheus, `_count`, `_sum` and `_max`, and one with a histogram
      also `_bucket`. Beside these there are those of Spring Boot, the JVM, Tomcat and Kafka's clients.
      """;

  @Test
  void thePageIsWhatTheServicesPromise() throws IOException {
    String page =
        HEAD
            + table("api-service", ApiMetrics.ALL)
            + table("provisioner-worker", ProvisionerMetrics.ALL)
            + table("reaper-worker", ReaperMetrics.ALL);
    if ("write".equals(System.getProperty("metrics"))) {
      Files.writeString(PAGE, page);
    }

    assertThat(PAGE).hasContent(page);
  }

  @Test
  void everyMetricHasAUnitAndWords() {
    assertThat(all())
        .allSatisfy(
            metric -> {
              assertThat(metric.name()).matches("terminal(\\.[a-z]+)+");
              assertThat(metric.unit()).matches("[a-z]+");
              assertThat(metric.description()).matches("[A-Z][^|\\n]+[^.]");
            })
        .extracting(Metric::name)
        .doesNotHaveDuplicates();
  }

  private static Stream<Metric> all() {
    return Stream.of(ApiMetrics.ALL, ProvisionerMetrics.ALL, ReaperMetrics.ALL)
        .flatMap(List::stream);
  }

  private static String table(String service, List<Metric> metrics) {
    return """

    ## %s

    | metric | in Prometheus | kind | unit | labels | |
    |---|---|---|---|---|---|
    """
            .formatted(service)
        + metrics.stream().map(MetricsPageTest::row).collect(Collectors.joining());
  }

  private static String row(Metric metric) {
    return "| `%s` | `%s` | %s | %s | %s | %s |\n"
        .formatted(
            metric.name(),
            inPrometheus(metric),
            metric.kind().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            metric.labels().stream()
                .map(label -> "`" + label + "`")
                .collect(Collectors.joining(", ")),
            metric.description());
  }

  private static String inPrometheus(Metric metric) {
    PrometheusNamingConvention convention = new PrometheusNamingConvention();
    return switch (metric.kind()) {
      case COUNTER -> convention.name(metric.name(), Meter.Type.COUNTER, metric.unit()) + "_total";
      case GAUGE -> convention.name(metric.name(), Meter.Type.GAUGE, metric.unit());
      case TIMER -> convention.name(metric.name(), Meter.Type.TIMER, metric.unit());
    };
  }
}
