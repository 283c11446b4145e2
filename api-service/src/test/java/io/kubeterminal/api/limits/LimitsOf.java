package io.kubeterminal.api.limits;

import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.view.TerminalView;
import java.time.Clock;

/** Limits without a context. */
public final class LimitsOf {

  private LimitsOf() {}

  public static Limits terminals(TerminalView view, Publisher publisher, int most, int perMinute) {
    return new Limits(
        view,
        new Places(view, most),
        new CreateRate(perMinute),
        new Surplus(view, publisher, Clock.systemUTC(), most, 1_000));
  }
}
