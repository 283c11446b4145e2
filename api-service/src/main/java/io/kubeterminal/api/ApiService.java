package io.kubeterminal.api;

import java.time.Clock;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/**
 * The api-service: writes what callers ask for as events, and answers from the view of the rows.
 */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ApiService {

  public static void main(String[] arguments) {
    application().run(arguments);
  }

  /** The application with its own settings file, {@code api-service.yml}. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ApiService.class)
        .properties("spring.config.name=api-service");
  }

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }
}
