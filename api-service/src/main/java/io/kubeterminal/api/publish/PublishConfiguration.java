package io.kubeterminal.api.publish;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.serde.RecordSerializer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaProducerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ProducerFactory;
import org.springframework.kafka.support.ProducerListener;

/** How the producer writes: every replica must have it, once, within the bound. */
@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

  /**
   * The waits of a producer follow each other: for metadata or memory, then for delivery. Together
   * they stay below the bound, and a delivery has room for a second attempt.
   */
  @Bean
  DefaultKafkaProducerFactoryCustomizer boundedProducer(ApiSettings settings) {
    Duration bound = settings.publishTimeout();
    return factory ->
        factory.updateConfigs(
            Map.ofEntries(
                Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class),
                Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, bound.toMillis() * 3 / 8),
                Map.entry(
                    ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) (bound.toMillis() * 4 / 8)),
                Map.entry(
                    ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) (bound.toMillis() * 3 / 8)),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500L),
                Map.entry(ProducerConfig.METADATA_MAX_AGE_CONFIG, 30_000L)));
  }

  @Bean
  RecordSerializer recordSerializer(ProducerFactory<?, ?> factory) {
    RecordSerializer serializer = new RecordSerializer();
    serializer.configure(factory.getConfigurationProperties(), false);
    return serializer;
  }

  /** The default would log what could not be sent; the publisher tells failures without it. */
  @Bean
  ProducerListener<Object, Object> silentProducerListener() {
    return new ProducerListener<>() {};
  }

  @Bean
  HealthIndicator publishingHealthIndicator(SchemaIds schemas) {
    return () -> (schemas.known() ? Health.up() : Health.outOfService()).build();
  }
}
