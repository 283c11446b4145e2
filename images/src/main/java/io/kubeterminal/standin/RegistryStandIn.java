package io.kubeterminal.standin;

import io.kubeterminal.embedded.EmbeddedRegistry;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Our schema registry as a process of its own, told what to do as Confluent's image is: by {@code
 * SCHEMA_REGISTRY_*} in the environment. It runs until it is stopped.
 */
public final class RegistryStandIn {

  private static final Logger log = LoggerFactory.getLogger(RegistryStandIn.class);

  private RegistryStandIn() {}

  public static void main(String[] arguments) throws InterruptedException {
    try {
      RegistrySettings settings = RegistrySettings.of(System.getenv());
      EmbeddedRegistry registry =
          EmbeddedRegistry.start(settings.bootstrapServers(), settings.address());
      Runtime.getRuntime().addShutdownHook(new Thread(registry::close));
      log.info("Server started, listening for requests on port {}", registry.port());
    } catch (RuntimeException e) {
      log.error("the schema registry does not start: {}", String.valueOf(e.getMessage()));
      System.exit(1);
    }
    new CountDownLatch(1).await();
  }
}
