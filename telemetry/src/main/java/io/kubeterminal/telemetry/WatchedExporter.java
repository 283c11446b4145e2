package io.kubeterminal.telemetry;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says in one line, seldom, that spans do not arrive; the exporter itself says so with a stack each
 * time, and is silenced in the services' settings.
 */
final class WatchedExporter implements SpanExporter {

  static final Duration SELDOM = Duration.ofMinutes(5);

  private static final Logger log = LoggerFactory.getLogger(WatchedExporter.class);

  private final SpanExporter exporter;
  private final String collector;
  private final LongSupplier nanoTime;
  private final AtomicLong lost = new AtomicLong();
  private final AtomicLong nextWords;

  WatchedExporter(SpanExporter exporter, String collector, LongSupplier nanoTime) {
    this.exporter = exporter;
    this.collector = collector;
    this.nanoTime = nanoTime;
    this.nextWords = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    CompletableResultCode result = exporter.export(spans);
    result.whenComplete(
        () -> {
          if (!result.isSuccess()) {
            lost(spans.size(), result.getFailureThrowable());
          }
        });
    return result;
  }

  @Override
  public CompletableResultCode flush() {
    return exporter.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return exporter.shutdown();
  }

  private void lost(int spans, @Nullable Throwable failure) {
    long all = lost.addAndGet(spans);
    long due = nextWords.get();
    long now = nanoTime.getAsLong();
    if (now - due >= 0 && nextWords.compareAndSet(due, now + SELDOM.toNanos())) {
      log.atWarn()
          .addKeyValue("collector", collector)
          .addKeyValue("lost", all)
          .addKeyValue("reason", reason(failure))
          .log("Spans do not reach the collector and are lost; nothing else is. Is it there?");
    }
  }

  private static String reason(@Nullable Throwable failure) {
    Throwable cause = failure;
    while (cause != null && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause == null ? "unknown" : cause.getClass().getSimpleName();
  }
}
