package io.kubeterminal.startup;

import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;

/**
 * Refuses the one setting of Kafka's TLS that Spring Boot gives to its own clients alone: Kafka
 * Streams and ours would go without it, and nobody would be told.
 */
final class KafkaBundleRefusal implements ApplicationListener<ApplicationEnvironmentPreparedEvent> {

  private static final String SETTING = "spring.kafka.ssl.bundle";

  @Override
  public void onApplicationEvent(ApplicationEnvironmentPreparedEvent event) {
    if (event.getEnvironment().containsProperty(SETTING)) {
      throw new CannotStart(
          SETTING + " would reach only some of the clients of Kafka",
          "Say it by spring.kafka.ssl.trust-store-* and spring.kafka.ssl.key-store-*, which reach"
              + " all of them.");
    }
  }
}
