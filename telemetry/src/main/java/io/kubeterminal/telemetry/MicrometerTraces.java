package io.kubeterminal.telemetry;

import static java.util.Objects.requireNonNull;

import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Spans by Micrometer Tracing; the log has their ids while they are open. */
final class MicrometerTraces implements Traces {

  private final Tracer tracer;
  private final Propagator propagator;

  MicrometerTraces(Tracer tracer, Propagator propagator) {
    this.tracer = tracer;
    this.propagator = propagator;
  }

  @Override
  public Stretch begin(Kind kind, String name) {
    return open(tracer.spanBuilder().setNoParent(), kind, name);
  }

  @Override
  public Stretch begin(Kind kind, String name, @Nullable TraceParent parent) {
    return parent == null
        ? NoTraces.NOTHING
        : open(propagator.extract(parent, MicrometerTraces::field), kind, name);
  }

  @Override
  public @Nullable TraceParent here() {
    Span span = tracer.currentSpan();
    if (span == null) {
      return null;
    }
    Map<String, String> fields = new HashMap<>();
    propagator.inject(span.context(), fields, MicrometerTraces::put);
    String text = fields.get(TraceParent.HEADER);
    return text == null ? null : new TraceParent(text);
  }

  private Stretch open(Span.Builder builder, Kind kind, String name) {
    Span.Kind known = kind(kind);
    if (known != null) {
      builder.kind(known);
    }
    Span span = builder.name(name).start();
    return new Open(span, tracer.withSpan(span));
  }

  private static @Nullable String field(TraceParent parent, String key) {
    return key.equals(TraceParent.HEADER) ? parent.text() : null;
  }

  private static void put(@Nullable Map<String, String> fields, String key, String value) {
    requireNonNull(fields).put(key, value);
  }

  private static Span.@Nullable Kind kind(Kind kind) {
    return switch (kind) {
      case INTERNAL -> null;
      case PRODUCER -> Span.Kind.PRODUCER;
      case CONSUMER -> Span.Kind.CONSUMER;
      case CLIENT -> Span.Kind.CLIENT;
    };
  }

  /** Why a span failed, without a stack or anybody's words. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1;

    Failed(String what) {
      super(what, null, false, false);
    }
  }

  private static final class Open implements Stretch {

    private final Span span;
    private final Tracer.SpanInScope scope;
    private boolean endsLater;

    Open(Span span, Tracer.SpanInScope scope) {
      this.span = span;
      this.scope = scope;
    }

    @Override
    public Stretch tag(String key, Object value) {
      span.tag(key, value.toString());
      return this;
    }

    @Override
    public void failed(String what) {
      span.error(new Failed(what));
    }

    @Override
    public void until(CompletionStage<?> end) {
      endsLater = true;
      end.whenComplete(
          (done, failure) -> {
            if (failure != null) {
              failed(failure.getClass().getSimpleName());
            }
            span.end();
          });
    }

    @Override
    public void close() {
      scope.close();
      if (!endsLater) {
        span.end();
      }
    }
  }
}
