package io.kubeterminal.provisioner;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The provisioner-worker: folds events into rows, and reconciles rows with the cluster. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ProvisionerWorker {

  /** The service without its arguments; its settings are in provisioner-worker.yml. */
  public static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(ProvisionerWorker.class)
        .properties("spring.config.name=provisioner-worker");
  }

  public static void main(String[] args) {
    if (KeyCommand.isMeant(args)) {
      System.exit(new KeyCommand(System.out, System.err).run(args));
    }
    application().run(args);
  }
}
