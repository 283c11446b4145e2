package io.kubeterminal.api.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The numbers of the gateway. */
final class ShellMeters {

  private final MeterRegistry registry;
  private final Counter inward;
  private final Counter outward;

  ShellMeters(MeterRegistry registry, Seats seats) {
    this.registry = registry;
    Gauge.builder("terminal.api.gateway.connections", seats, Seats::taken)
        .description("Shells that are open, or being opened")
        .baseUnit("connections")
        .register(registry);
    this.inward = bytes("to-terminal");
    this.outward = bytes("to-browser");
  }

  private Counter bytes(String direction) {
    return Counter.builder("terminal.api.gateway.bytes")
        .description("Bytes of WebSocket frames that were passed on")
        .baseUnit("bytes")
        .tag("direction", direction)
        .register(registry);
  }

  void inward(int count) {
    inward.increment(count);
  }

  void outward(int count) {
    outward.increment(count);
  }

  /** Somebody asked for a shell. */
  void asked(String outcome) {
    Counter.builder("terminal.api.gateway.requests")
        .description("Requests for a shell: opened, or the code of the problem")
        .baseUnit("requests")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** A shell has ended. */
  void ended(String outcome) {
    Counter.builder("terminal.api.gateway.ended")
        .description("Shells that have ended, by how")
        .baseUnit("connections")
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }
}
