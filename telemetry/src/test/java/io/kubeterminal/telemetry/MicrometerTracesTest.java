package io.kubeterminal.telemetry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.telemetry.Traces.Kind;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MicrometerTracesTest {

  private final Recorded recorded = new Recorded();
  private final Traces traces = recorded.traces();

  @AfterEach
  void close() {
    recorded.close();
  }

  @Test
  void aSpanIsTheParentOfWhatIsBegunInIt() {
    try (Stretch outer = traces.begin(Kind.CONSUMER, "outer")) {
      try (Stretch inner = traces.begin(Kind.CLIENT, "inner", traces.here())) {
        inner.tag("terminal", 42);
      }
    }

    SpanData outer = recorded.span("outer");
    SpanData inner = recorded.span("inner");
    assertThat(inner.getParentSpanId()).isEqualTo(outer.getSpanId());
    assertThat(inner.getTraceId()).isEqualTo(outer.getTraceId());
    assertThat(inner.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(inner.getAttributes().get(AttributeKey.stringKey("terminal"))).isEqualTo("42");
    assertThat(outer.getParentSpanContext().isValid()).isFalse();
    assertThat(traces.here()).isNull();
  }

  @Test
  void aTraceGoesOnFromItsText() {
    TraceParent there = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    try (Stretch later = traces.begin(Kind.INTERNAL, "later", there)) {
      assertThat(requireNonNull(traces.here()).text())
          .startsWith("00-0af7651916cd43dd8448eb211c80319c-");
    }

    assertThat(recorded.span("later").getParentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  /** Else every look at every terminal would be a trace of its own. */
  @Test
  void withoutAParentThereIsNoSpan() {
    try (Stretch nothing = traces.begin(Kind.INTERNAL, "nothing", null)) {
      assertThat(traces.here()).isNull();
      nothing.tag("terminal", 1).failed("nothing");
    }

    assertThat(recorded.spans()).isEmpty();
  }

  /** A caller's trace that is not recorded stays so all the way. */
  @Test
  void whatIsNotSampledIsNotRecorded() {
    TraceParent there = new TraceParent("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
    try (Stretch unseen = traces.begin(Kind.INTERNAL, "unseen", there)) {
      assertThat(requireNonNull(traces.here()).text()).endsWith("-00");
    }

    assertThat(recorded.spans()).isEmpty();
  }

  @Test
  void aSpanLastsUntilItsRecordIsAcknowledged() {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    try (Stretch sent = traces.begin(Kind.PRODUCER, "sent")) {
      sent.until(acknowledged);
    }
    assertThat(traces.here()).isNull();
    assertThat(recorded.spans()).isEmpty();

    acknowledged.complete(null);

    assertThat(recorded.span("sent").hasEnded()).isTrue();
  }

  @Test
  void ofAFailureOnlyTheKindIsSaid() {
    CompletableFuture<Void> acknowledged = new CompletableFuture<>();
    try (Stretch sent = traces.begin(Kind.PRODUCER, "sent")) {
      sent.until(acknowledged);
    }
    acknowledged.completeExceptionally(new IllegalStateException("the token is hunter2"));

    SpanData sent = recorded.span("sent");
    assertThat(sent.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(sent.toString()).contains("IllegalStateException").doesNotContain("hunter2");
  }
}
