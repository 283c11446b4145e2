package io.kubeterminal.api.view;

import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How the view's consumer reads, and how its progress becomes readiness. */
@Configuration(proxyBeanMethods = false)
class ViewConfiguration {

  /** Values stay bytes here: an unreadable one must not stop the poll that brings it. */
  @Bean
  DefaultKafkaConsumerFactoryCustomizer viewConsumer() {
    return factory ->
        factory.updateConfigs(
            Map.of(
                ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
                StringDeserializer.class,
                ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
                ByteArrayDeserializer.class,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false));
  }

  @Bean
  HealthIndicator viewHealthIndicator(ViewReader reader) {
    return () ->
        (reader.caughtUp() ? Health.up() : Health.outOfService())
            .withDetail("partitionsBehind", reader.partitionsBehind())
            .build();
  }
}
