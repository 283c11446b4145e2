package io.kubeterminal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Started as a service starts, without its web server. */
class TracingFilterTest {

  private static final String NOWHERE = "--" + TracingFilter.ENDPOINT + "=http://127.0.0.1:9/v1";

  @Configuration
  @EnableAutoConfiguration
  static class Service {}

  @Test
  void withoutACollectorThereIsNothingOfIt() {
    try (ConfigurableApplicationContext service = start()) {
      assertThat(service.getBean(Traces.class)).isSameAs(Traces.OFF);
      assertThat(service.getBeanProvider(Tracer.class)).isEmpty();
      assertThat(service.getBeanProvider(OpenTelemetrySdk.class)).isEmpty();
      assertThat(Thread.getAllStackTraces().keySet())
          .extracting(Thread::getName)
          .noneMatch(name -> name.startsWith("BatchSpanProcessor"));
    }
  }

  @Test
  void withOneThereAreSpansButNotOfEveryObservation() {
    try (ConfigurableApplicationContext service = start(NOWHERE)) {
      Traces traces = service.getBean(Traces.class);
      try (Stretch some = traces.begin(Traces.Kind.INTERNAL, "some")) {
        assertThat(traces.here()).isNotNull();
        assertThat(MDC.get("traceId")).hasSize(32);
        assertThat(MDC.get("spanId")).hasSize(16);
      }
      assertThat(MDC.get("traceId")).isNull();
      assertThat(service.getBeanProvider(DefaultTracingObservationHandler.class)).isEmpty();
      assertThat(service.getBeanProvider(SdkLoggerProvider.class)).isEmpty();
      assertThat(service.getBeanProvider(ObservationRegistry.class)).isNotEmpty();
    }
  }

  private static ConfigurableApplicationContext start(String... arguments) {
    return new SpringApplicationBuilder(Service.class).web(WebApplicationType.NONE).run(arguments);
  }
}
