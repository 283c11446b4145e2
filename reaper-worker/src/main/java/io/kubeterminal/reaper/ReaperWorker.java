package io.kubeterminal.reaper;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The reaper-worker: ends terminals that nobody uses. It has no access to Kubernetes. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ReaperWorker {

  /** The service without its arguments; its settings are in reaper-worker.yml. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ReaperWorker.class)
        .properties("spring.config.name=reaper-worker");
  }

  public static void main(String[] arguments) {
    application().run(arguments);
  }
}
