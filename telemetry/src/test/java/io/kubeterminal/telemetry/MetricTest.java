package io.kubeterminal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

class MetricTest {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  @Test
  void aCounterShowsZeroBeforeItsFirstEvent() {
    Metric.counter("some.letters", "letters", "Letters", "to").counter(registry, "all");

    assertThat(registry.scrape())
        .contains("# HELP some_letters_total Letters")
        .contains("some_letters_total{to=\"all\"} 0.0");
  }

  @Test
  void aTimerWithBoundsIsAHistogramInSeconds() {
    Metric.timer("some.wait", "Waiting")
        .within(Duration.ofMillis(500), Duration.ofSeconds(30))
        .timer(registry)
        .record(Duration.ofSeconds(2));

    assertThat(registry.scrape())
        .contains("some_wait_seconds_bucket{le=\"0.5\"} 0")
        .contains("some_wait_seconds_bucket{le=\"30.0\"} 1")
        .contains("some_wait_seconds_count 1");
  }

  /** What is shown is held by nobody else. */
  @Test
  void aGaugeKeepsWhatItShows() {
    Metric gauge = Metric.gauge("some.queue", "letters", "Waiting");
    AtomicInteger depth = new AtomicInteger(7);
    gauge.gauge(registry, (IntSupplier) depth::get, IntSupplier::getAsInt);

    System.gc();

    assertThat(registry.scrape()).contains("some_queue_letters 7.0");
  }

  @Test
  void labelsAreWhatWasPromised() {
    Metric metric = Metric.counter("some.letters", "letters", "Letters", "to");

    assertThatThrownBy(() -> metric.counter(registry))
        .hasMessage("some.letters has the labels [to]");
  }
}
