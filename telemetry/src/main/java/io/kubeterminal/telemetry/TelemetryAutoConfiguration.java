package io.kubeterminal.telemetry;

import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.SpanExporters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Gives a service its {@link Traces}. */
@AutoConfiguration(
    afterName =
        "org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure"
            + ".OpenTelemetryTracingAutoConfiguration")
public class TelemetryAutoConfiguration {

  @Bean
  Traces traces(ObjectProvider<Tracer> tracer, ObjectProvider<Propagator> propagator) {
    Tracer some = tracer.getIfAvailable();
    return some == null ? Traces.OFF : new MicrometerTraces(some, propagator.getObject());
  }

  /** Of a service that answers requests. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(Tracer.class)
  @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
  static class Requests {

    @Bean
    RequestSpans requestSpans(Tracer tracer, Propagator propagator) {
      return new RequestSpans(tracer, propagator);
    }
  }

  /** Of a service that sends its spans. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnBean(Tracer.class)
  static class Sending {

    @Bean
    static BeanPostProcessor exportersAreWatched(Environment environment) {
      String collector = environment.getProperty(TracingFilter.ENDPOINT, "");
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return bean instanceof SpanExporters exporters ? watched(exporters, collector) : bean;
        }
      };
    }

    private static SpanExporters watched(SpanExporters exporters, String collector) {
      return SpanExporters.of(
          exporters.list().stream()
              .map(exporter -> new WatchedExporter(exporter, collector, System::nanoTime))
              .toList());
    }
  }
}
