package io.kubeterminal.provisioner;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;

import io.kubeterminal.telemetry.Metric;
import java.util.List;

/** The metrics of the provisioner-worker; {@code docs/metrics.md} is made of them. */
public final class ProvisionerMetrics {

  private static final String RECONCILE = "terminal.provisioner.reconcile.";

  public static final Metric LAG =
      Metric.gauge(
          "terminal.fold.lag", "records", "Records of terminal-events that are not folded yet");

  public static final Metric IGNORED =
      Metric.counter(
          "terminal.fold.ignored",
          "events",
          "Events that changed no row: duplicates, and what is not in the table of transitions",
          "event",
          "phase");

  public static final Metric REFUSED =
      Metric.counter(
          "terminal.fold.refused", "events", "Records of terminal-events that became dead letters");

  public static final Metric THREADS_REPLACED =
      Metric.counter(
          "terminal.fold.threads.replaced", "threads", "Stream threads that died and are replaced");

  public static final Metric READY =
      Metric.timer(
              RECONCILE + "ready",
              "From a request's arrival in the log until its terminal is ready")
          .within(
              ofMillis(500),
              ofSeconds(1),
              ofSeconds(2),
              ofSeconds(3),
              ofSeconds(5),
              ofSeconds(10),
              ofSeconds(20),
              ofSeconds(30),
              ofSeconds(60),
              ofSeconds(180));

  public static final Metric QUEUE =
      Metric.gauge(
          RECONCILE + "queue",
          "terminals",
          "Terminals that could be worked on now, those being worked on included");

  public static final Metric ROWS =
      Metric.gauge(RECONCILE + "rows", "rows", "Rows of the partitions of this worker");

  public static final Metric ACTIONS =
      Metric.counter(
          RECONCILE + "actions", "actions", "What was done, by what was decided", "action");

  public static final Metric FAILURES =
      Metric.counter(
          RECONCILE + "failures", "failures", "Terminals that failed, by reason", "reason");

  public static final Metric UNOPENED =
      Metric.counter(
          RECONCILE + "credentials.unopened",
          "credentials",
          "Renewed credentials that could not be opened; the one before stays");

  public static final Metric REVIEWS =
      Metric.counter(
          RECONCILE + "reviews", "reviews", "Reviews of terminals' tokens, by answer", "answer");

  public static final Metric UNAVAILABLE =
      Metric.counter(
          RECONCILE + "unavailable",
          "attempts",
          "Attempts that the cluster could not serve for now; each is made again");

  public static final Metric SWEPT =
      Metric.counter(
          RECONCILE + "sweep.found",
          "terminals",
          "Found by the sweep: missing, a row whose objects are not all there; orphan, objects"
              + " without a row",
          "what");

  public static final Metric CLUSTER_REQUESTS =
      Metric.counter(
          "terminal.provisioner.cluster.requests",
          "requests",
          "Requests that the API server answered, by its answer",
          "method",
          "kind",
          "status");

  public static final List<Metric> ALL =
      List.of(
          LAG,
          IGNORED,
          REFUSED,
          THREADS_REPLACED,
          READY,
          QUEUE,
          ROWS,
          ACTIONS,
          FAILURES,
          UNOPENED,
          REVIEWS,
          UNAVAILABLE,
          SWEPT,
          CLUSTER_REQUESTS);

  private ProvisionerMetrics() {}
}
