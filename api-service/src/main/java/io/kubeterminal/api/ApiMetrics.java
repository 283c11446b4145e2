package io.kubeterminal.api;

import io.kubeterminal.telemetry.Metric;
import java.util.List;

/** The metrics of the api-service; {@code docs/metrics.md} is made of them. */
public final class ApiMetrics {

  public static final Metric WAITING =
      Metric.gauge("terminal.api.waiting", "requests", "Requests for a terminal that wait for it");

  public static final Metric STREAMS =
      Metric.gauge("terminal.api.streams", "streams", "Event streams that are open");

  public static final Metric PUBLISHED =
      Metric.timer(
          "terminal.api.published",
          "Records written, from the request to the broker's acknowledgement; beats are those of"
              + " record Heartbeat",
          "record",
          "outcome");

  public static final Metric REFUSALS =
      Metric.counter(
          "terminal.api.refusals",
          "requests",
          "Requests of somebody who is not known, or may not do that",
          "reason");

  public static final Metric VIEW_LAG =
      Metric.gauge(
          "terminal.api.view.lag",
          "records",
          "Records of terminals and terminal-heartbeats that are not in the view yet");

  public static final Metric VIEW_TERMINALS =
      Metric.gauge("terminal.api.view.terminals", "terminals", "Terminals with a row");

  public static final Metric VIEW_UNREADABLE =
      Metric.counter(
          "terminal.api.view.unreadable", "records", "Records that could not be read, and skipped");

  public static final Metric CONNECTIONS =
      Metric.gauge(
          "terminal.api.gateway.connections",
          "connections",
          "Shells that are open, or being opened");

  public static final Metric BYTES =
      Metric.counter(
          "terminal.api.gateway.bytes",
          "bytes",
          "Bytes of WebSocket frames that were passed on",
          "direction");

  public static final Metric SHELL_REQUESTS =
      Metric.counter(
          "terminal.api.gateway.requests",
          "requests",
          "Requests for a shell: opened, or the code of the problem",
          "outcome");

  public static final Metric SHELLS_ENDED =
      Metric.counter(
          "terminal.api.gateway.ended", "connections", "Shells that have ended, by how", "outcome");

  public static final List<Metric> ALL =
      List.of(
          WAITING,
          STREAMS,
          PUBLISHED,
          REFUSALS,
          VIEW_LAG,
          VIEW_TERMINALS,
          VIEW_UNREADABLE,
          CONNECTIONS,
          BYTES,
          SHELL_REQUESTS,
          SHELLS_ENDED);

  private ApiMetrics() {}
}
