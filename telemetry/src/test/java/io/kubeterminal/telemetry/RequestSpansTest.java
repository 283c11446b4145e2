package io.kubeterminal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.observation.DefaultServerRequestObservationConvention;
import org.springframework.http.server.observation.ServerRequestObservationContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

class RequestSpansTest {

  private static final String ROUTE = "/api/v1/terminals/{id}";

  private final Recorded recorded = new Recorded();
  private final ObservationRegistry registry = ObservationRegistry.create();

  @BeforeEach
  void observe() {
    registry
        .observationConfig()
        .observationHandler(new RequestSpans(recorded.tracer, recorded.propagator));
  }

  @AfterEach
  void close() {
    recorded.close();
  }

  @Test
  void aRequestIsItsMethodItsRouteAndItsStatus() {
    answer(new MockHttpServletRequest("GET", "/api/v1/terminals/1"), ROUTE, 200, null);

    SpanData span = recorded.span("GET " + ROUTE);
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getAttributes().asMap().keySet().stream().map(AttributeKey::getKey))
        .containsExactlyInAnyOrder(
            "http.request.method", "http.route", "http.response.status_code");
    assertThat(attribute(span, "http.response.status_code")).isEqualTo("200");
  }

  @Test
  void itIsOpenWhileItIsAnswered() {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", "/api/v1/terminals/1");
    request.addHeader(
        TraceParent.HEADER, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    Observation observation = observation(request, ROUTE, 200);
    observation.observe(
        () -> assertThat(recorded.traces().here()).asString().contains("0af7651916cd43dd"));

    assertThat(recorded.span("GET " + ROUTE).getParentSpanId()).isEqualTo("b7ad6b7169203331");
  }

  @Test
  void nothingOfWhatWasSentIsInIt() {
    MockHttpServletRequest request =
        new MockHttpServletRequest("PLANTED-METHOD", "/api/v1/planted-path");
    request.setQueryString("token=planted-query");
    request.addHeader("Authorization", "Bearer planted-token");
    request.addHeader("tracestate", "vendor=planted-state");
    answer(request, null, 500, new IllegalStateException("planted-words"));

    assertThat(recorded.spans()).hasSize(1);
    assertThat(recorded.spans().getFirst().getAttributes().toString())
        .contains("IllegalStateException");
    assertThat(recorded.spans().getFirst().getEvents()).isEmpty();
    SpanData span = recorded.spans().getFirst();
    assertThat(span.getName() + span.getAttributes() + span.getStatus() + span.getResource())
        .doesNotContainIgnoringCase("planted");
  }

  @Test
  void probesScrapesAndThePageAreNotTraced() {
    answer(new MockHttpServletRequest("GET", "/actuator/prometheus"), null, 200, null);
    answer(new MockHttpServletRequest("GET", "/assets/page.js"), null, 200, null);

    assertThat(recorded.spans()).isEmpty();
  }

  private void answer(
      MockHttpServletRequest request, String route, int status, RuntimeException failure) {
    Observation observation = observation(request, route, status).start();
    try (Observation.Scope scope = observation.openScope()) {
      if (failure != null) {
        observation.error(failure);
      }
    }
    observation.stop();
  }

  private Observation observation(MockHttpServletRequest request, String route, int status) {
    MockHttpServletResponse response = new MockHttpServletResponse();
    response.setStatus(status);
    ServerRequestObservationContext context =
        new ServerRequestObservationContext(request, response);
    context.setPathPattern(route);
    return Observation.createNotStarted(
        new DefaultServerRequestObservationConvention(), () -> context, registry);
  }

  private static String attribute(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
