package io.kubeterminal.api.limits;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.view.TerminalView;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the limits together. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LimitSettings.class)
public class LimitConfiguration {

  @Bean
  Surplus surplus(
      TerminalView view,
      Publisher publisher,
      InstantSource clock,
      LimitSettings limits,
      ApiSettings settings) {
    return new Surplus(view, publisher, clock, limits.terminals(), settings.maxPending());
  }

  @Bean
  Limits limits(TerminalView view, Surplus surplus, LimitSettings settings) {
    return new Limits(
        view,
        new Places(view, settings.terminals()),
        new CreateRate(settings.createsPerMinute()),
        surplus);
  }
}
