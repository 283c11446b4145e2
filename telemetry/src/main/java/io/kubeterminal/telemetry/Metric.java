package io.kubeterminal.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What is promised of one metric. Dashboards and alerts of others rest on it: a name, a unit or a
 * label is not changed, only given up.
 *
 * @param unit of what it counts or shows; durations are in seconds
 * @param labels by which its series differ
 * @param buckets upper bounds of the histogram of durations; none: there is no histogram
 */
public record Metric(
    String name,
    Kind kind,
    String unit,
    String description,
    List<String> labels,
    List<Duration> buckets) {

  /** How it moves. */
  public enum Kind {
    /** Only up. */
    COUNTER,
    /** Up and down. */
    GAUGE,
    /** How often, and how long all together. */
    TIMER
  }

  private static final String SECONDS = "seconds";

  public static Metric counter(String name, String unit, String description, String... labels) {
    return new Metric(name, Kind.COUNTER, unit, description, List.of(labels), List.of());
  }

  public static Metric gauge(String name, String unit, String description, String... labels) {
    return new Metric(name, Kind.GAUGE, unit, description, List.of(labels), List.of());
  }

  public static Metric timer(String name, String description, String... labels) {
    return new Metric(name, Kind.TIMER, SECONDS, description, List.of(labels), List.of());
  }

  /** The same timer with a histogram. */
  public Metric within(Duration... bounds) {
    return new Metric(name, kind, unit, description, labels, List.of(bounds));
  }

  /**
   * The counter of these values of its labels; asked for at the start it shows zero before the
   * first event, without which no query sees that event.
   */
  public Counter counter(MeterRegistry registry, String... values) {
    return Counter.builder(name)
        .description(description)
        .baseUnit(unit)
        .tags(tags(values))
        .register(registry);
  }

  public Timer timer(MeterRegistry registry, String... values) {
    Timer.Builder timer = Timer.builder(name).description(description).tags(tags(values));
    if (!buckets.isEmpty()) {
      timer.serviceLevelObjectives(buckets.toArray(Duration[]::new));
    }
    return timer.register(registry);
  }

  /** Shows {@code value} of {@code source}, which is kept for it. */
  public <T> void gauge(
      MeterRegistry registry, T source, ToDoubleFunction<T> value, String... values) {
    Gauge.builder(name, source, value)
        .strongReference(true)
        .description(description)
        .baseUnit(unit)
        .tags(tags(values))
        .register(registry);
  }

  private Tags tags(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(name + " has the labels " + labels);
    }
    Tags tags = Tags.empty();
    for (int i = 0; i < values.length; i++) {
      tags = tags.and(labels.get(i), values[i]);
    }
    return tags;
  }
}
