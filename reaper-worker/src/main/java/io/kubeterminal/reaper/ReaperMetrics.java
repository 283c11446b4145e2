package io.kubeterminal.reaper;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.kubeterminal.telemetry.Metric;
import java.util.List;

/** The metrics of the reaper-worker; {@code docs/metrics.md} is made of them. */
public final class ReaperMetrics {

  static final Metric LAG =
      Metric.gauge("terminal.reaper.lag", "records", "Records that are not read yet", "topic");

  static final Metric BEATS =
      Metric.counter("terminal.reaper.beats", "beats", "Beats read, whoever wrote them");

  static final Metric TRACKED =
      Metric.gauge("terminal.reaper.tracked", "terminals", "Live terminals", "partition");

  static final Metric LISTENING =
      Metric.gauge(
          "terminal.reaper.listening.seconds",
          "seconds",
          "For how long somebody has listened without a gap; 0: nobody does, or another reaper has"
              + " the partition",
          "partition");

  static final Metric WARNED =
      Metric.counter("terminal.reaper.warned", "events", "TerminalExpiring written");

  static final Metric EXPIRED =
      Metric.timer(
              "terminal.reaper.expired",
              "TerminalExpired written, and how long after the end of the TTL or lifetime")
          .within(
              ofMillis(500),
              ofSeconds(1),
              ofSeconds(5),
              ofSeconds(10),
              ofSeconds(15),
              ofSeconds(30),
              ofSeconds(60),
              ofSeconds(300));

  static final Metric TOMBSTONES =
      Metric.counter("terminal.reaper.tombstones", "records", "Beats and beacons cleared");

  static final Metric REFUSED =
      Metric.counter(
          "terminal.reaper.refused", "records", "Records that became dead letters", "topic");

  static final Metric IGNORED =
      Metric.counter(
          "terminal.reaper.ignored",
          "records",
          "Tombstones of strangers for what is still needed",
          "what");

  static final Metric THREADS_REPLACED =
      Metric.counter(
          "terminal.reaper.threads.replaced",
          "threads",
          "Stream threads that died of something temporary");

  public static final List<Metric> ALL =
      List.of(
          LAG,
          BEATS,
          TRACKED,
          LISTENING,
          WARNED,
          EXPIRED,
          TOMBSTONES,
          REFUSED,
          IGNORED,
          THREADS_REPLACED);

  private ReaperMetrics() {}
}
