package io.kubeterminal.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class KafkaBundleRefusalTest {

  @Configuration
  static class Service {}

  @Test
  void aBundleIsRefusedInWords(CapturedOutput output) {
    Throwable end = catchThrowable(() -> start("--spring.kafka.ssl.bundle=kafka"));

    assertThat(end).isInstanceOf(CannotStart.class);
    assertThat(output)
        .contains("spring.kafka.ssl.bundle would reach only some")
        .contains("spring.kafka.ssl.trust-store-*")
        .doesNotContain("\tat ");
  }

  @Test
  void whatReachesAllClientsIsTaken() {
    start("--spring.kafka.ssl.trust-store-type=PEM");
  }

  private static void start(String argument) {
    new SpringApplicationBuilder(Service.class).web(WebApplicationType.NONE).run(argument).close();
  }
}
