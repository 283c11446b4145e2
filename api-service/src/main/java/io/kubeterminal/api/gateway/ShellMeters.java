package io.kubeterminal.api.gateway;

import io.kubeterminal.api.ApiMetrics;
import io.kubeterminal.api.problem.ProblemCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** The numbers of the gateway. */
final class ShellMeters {

  private static final String OPENED = "opened";

  /** The common ones. */
  private static final List<String> ENDINGS = List.of("left", "lost", "ended", "broken");

  private final MeterRegistry registry;
  private final Counter inward;
  private final Counter outward;

  ShellMeters(MeterRegistry registry, Seats seats) {
    this.registry = registry;
    ApiMetrics.CONNECTIONS.gauge(registry, seats, Seats::taken);
    this.inward = ApiMetrics.BYTES.counter(registry, "to-terminal");
    this.outward = ApiMetrics.BYTES.counter(registry, "to-browser");
    ApiMetrics.SHELL_REQUESTS.counter(registry, OPENED);
    ApiMetrics.SHELL_REQUESTS.counter(registry, ProblemCode.TERMINAL_UNREACHABLE.text());
    ApiMetrics.SHELL_REQUESTS.counter(registry, ProblemCode.TERMINAL_SILENT.text());
    ApiMetrics.SHELL_REQUESTS.counter(registry, ProblemCode.TOO_BUSY.text());
    ENDINGS.forEach(ending -> ApiMetrics.SHELLS_ENDED.counter(registry, ending));
  }

  void inward(int count) {
    inward.increment(count);
  }

  void outward(int count) {
    outward.increment(count);
  }

  /** A shell was opened. */
  void opened() {
    ApiMetrics.SHELL_REQUESTS.counter(registry, OPENED).increment();
  }

  /** A shell was asked for, and is not to be had. */
  void refused(ProblemCode code) {
    ApiMetrics.SHELL_REQUESTS.counter(registry, code.text()).increment();
  }

  /** A shell has ended. */
  void ended(String outcome) {
    ApiMetrics.SHELLS_ENDED.counter(registry, outcome).increment();
  }
}
