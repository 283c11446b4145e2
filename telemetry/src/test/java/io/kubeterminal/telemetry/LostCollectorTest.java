package io.kubeterminal.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A collector that does not take spans costs them, and nothing else. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class LostCollectorTest {

  /** More than are kept for it. */
  private static final int MANY = 20_000;

  @Configuration
  @EnableAutoConfiguration
  static class Service {}

  @Test
  void whereNobodyListensWorkGoesOnAndTheServiceStops(CapturedOutput output) {
    assertWorks(1);
    assertTold(output);
  }

  @Test
  void whereNobodyAnswersWorkGoesOnAndTheServiceStops(CapturedOutput output) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      assertWorks(silent.getLocalPort());
      assertTold(output);
    }
  }

  private static void assertWorks(int port) {
    ConfigurableApplicationContext service = start(port);
    long closing;
    try (service) {
      Traces traces = service.getBean(Traces.class);
      long begun = System.nanoTime();
      for (int i = 0; i < MANY; i++) {
        try (Stretch some = traces.begin(Traces.Kind.INTERNAL, "some")) {
          some.tag("terminal", i);
        }
      }
      closing = System.nanoTime();
      assertThat(Duration.ofNanos(closing - begun)).isLessThan(Duration.ofSeconds(10));
    }
    assertThat(Duration.ofNanos(System.nanoTime() - closing)).isLessThan(Duration.ofSeconds(20));
  }

  /** In a line, and without a stack. */
  private static void assertTold(CapturedOutput output) {
    assertThat(output.getAll().lines().filter(line -> line.contains("WatchedExporter")))
        .singleElement()
        .asString()
        .contains("Spans do not reach the collector");
    assertThat(output.getAll()).doesNotContain("\tat ");
  }

  private static ConfigurableApplicationContext start(int port) {
    return new SpringApplicationBuilder(Service.class)
        .web(WebApplicationType.NONE)
        .run(
            "--%s=http://127.0.0.1:%d/v1/traces".formatted(TracingFilter.ENDPOINT, port),
            "--management.opentelemetry.tracing.export.otlp.timeout=500ms",
            "--management.opentelemetry.tracing.export.max-queue-size=512",
            "--logging.level.io.opentelemetry.exporter=off");
  }
}
