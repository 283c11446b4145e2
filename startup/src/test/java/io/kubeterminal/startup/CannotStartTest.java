package io.kubeterminal.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@ExtendWith(OutputCaptureExtension.class)
class CannotStartTest {

  @Configuration
  static class Service {

    @Bean
    Object cluster() {
      throw new CannotStart("The kubeconfig cannot be read: /nowhere", "Write it again.");
    }
  }

  @Test
  void isToldInWordsAndWithoutAStackTrace(CapturedOutput output) {
    Throwable end =
        catchThrowable(
            () -> new SpringApplicationBuilder(Service.class).web(WebApplicationType.NONE).run());

    assertThat(end).hasRootCauseInstanceOf(CannotStart.class);
    assertThat(output)
        .contains("The kubeconfig cannot be read: /nowhere")
        .contains("Write it again.")
        .doesNotContain("\tat ");
  }
}
