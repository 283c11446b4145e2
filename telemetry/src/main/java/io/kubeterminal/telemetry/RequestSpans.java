package io.kubeterminal.telemetry;

import io.micrometer.common.KeyValue;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * The span of a request to the API: its method, its route, its status. Boot's own would also hold
 * the path as it was sent, and the words of exceptions, in which anything may stand.
 */
final class RequestSpans
    extends PropagatingReceiverTracingObservationHandler<ServerRequestObservationContext> {

  private static final String TRACED = "/api/";

  RequestSpans(Tracer tracer, Propagator propagator) {
    super(tracer, propagator);
  }

  @Override
  public boolean supportsContext(Observation.Context context) {
    return context instanceof ServerRequestObservationContext request
        && request.getCarrier() != null
        && request.getCarrier().getRequestURI().startsWith(TRACED);
  }

  @Override
  public void onError(ServerRequestObservationContext context) {
    Throwable error = context.getError();
    if (error != null) {
      getRequiredSpan(context).tag("error.type", error.getClass().getSimpleName());
    }
  }

  @Override
  public void tagSpan(ServerRequestObservationContext context, Span span) {
    tag(context, "method", span, "http.request.method");
    tag(context, "uri", span, "http.route");
    tag(context, "status", span, "http.response.status_code");
  }

  @Override
  public void customizeReceiverSpan(ServerRequestObservationContext context, Span span) {
    context.setContextualName(value(context, "method") + " " + value(context, "uri"));
  }

  private static void tag(
      ServerRequestObservationContext context, String key, Span span, String name) {
    span.tag(name, value(context, key));
  }

  /** Of a few fixed values each, whatever was sent. */
  private static String value(ServerRequestObservationContext context, String key) {
    KeyValue found = context.getLowCardinalityKeyValue(key);
    return found == null ? "unknown" : found.getValue();
  }
}
