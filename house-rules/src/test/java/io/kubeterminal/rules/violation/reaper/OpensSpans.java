package io.kubeterminal.rules.violation.reaper;

import io.micrometer.tracing.Span;

/** A deliberate violation: it puts what it likes into a span. */
public final class OpensSpans {

  public void tell(Span span, String token) {
    span.tag("token", token);
  }
}
