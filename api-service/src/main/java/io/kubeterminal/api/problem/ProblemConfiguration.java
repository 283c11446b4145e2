package io.kubeterminal.api.problem;

import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes a problem of what Tomcat refuses by itself. */
@Configuration(proxyBeanMethods = false)
class ProblemConfiguration {

  /** Boot adds a valve of its own; this one is outside of it, and closer to the client. */
  @Bean
  static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> problemReports() {
    return factory ->
        factory.addContextCustomizers(
            context -> context.getParent().getPipeline().addValve(new ProblemReportValve()));
  }
}
