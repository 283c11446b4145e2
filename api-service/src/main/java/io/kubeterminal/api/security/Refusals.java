package io.kubeterminal.api.security;

import io.kubeterminal.api.ApiMetrics;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.security.Routes.Route;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;

/**
 * Keeps a trace of everybody who was turned away: who, from where, and what he wanted, but nothing
 * that he sent. Somebody who tries all day fills no disk: what is more than may be logged in a
 * second is only counted.
 */
final class Refusals {

  private static final Logger log = LoggerFactory.getLogger(Refusals.class);

  private final Routes routes;
  private final MeterRegistry meters;
  private final int most;
  private final InstantSource clock;
  private long second;
  private int lines;

  /**
   * @param most lines in one second
   */
  Refusals(Routes routes, MeterRegistry meters, int most, InstantSource clock) {
    this.routes = routes;
    this.meters = meters;
    this.most = most;
    this.clock = clock;
    for (ProblemCode code : ProblemCode.values()) {
      if (code.status() == HttpStatus.UNAUTHORIZED || code.status() == HttpStatus.FORBIDDEN) {
        ApiMetrics.REFUSALS.counter(meters, code.text());
      }
    }
  }

  void add(HttpServletRequest request, String reason) {
    Caller caller = Caller.ifKnown(request);
    add(request, caller, reason);
  }

  void add(HttpServletRequest request, @Nullable Caller caller, String reason) {
    ApiMetrics.REFUSALS.counter(meters, reason).increment();
    if (mayLog()) {
      Route route = routes.of(request);
      log.atInfo()
          .addKeyValue("caller", caller == null ? "-" : caller.name())
          .addKeyValue("terminal", terminal(route.id()))
          .addKeyValue("route", request.getMethod() + " " + route.pattern())
          .addKeyValue("reason", reason)
          .addKeyValue("from", request.getRemoteAddr())
          .log("A request is refused");
    }
  }

  private synchronized boolean mayLog() {
    long now = clock.instant().getEpochSecond();
    if (now != second) {
      second = now;
      lines = 0;
    }
    return lines++ < most;
  }

  private static String terminal(@Nullable String id) {
    try {
      return id == null ? "-" : UUID.fromString(id).toString();
    } catch (IllegalArgumentException e) {
      return "-";
    }
  }
}
