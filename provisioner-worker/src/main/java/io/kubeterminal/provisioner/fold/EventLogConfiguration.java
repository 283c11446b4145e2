package io.kubeterminal.provisioner.fold;

import io.kubeterminal.provisioner.reconcile.EventLog;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;

/** Puts the reconcile half's way into the log together. */
@Configuration(proxyBeanMethods = false)
class EventLogConfiguration {

  @Bean
  RecordSerializer eventSerializer(KafkaProperties kafka) {
    RecordSerializer serializer = new RecordSerializer();
    serializer.configure(kafka.buildProducerProperties(), false);
    return serializer;
  }

  @Bean
  SchemaRegistration eventSchemas(RecordSerializer eventSerializer) {
    return new SchemaRegistration(
        eventSerializer,
        Topics.TERMINAL_EVENTS,
        List.of(
            TerminalProgressed.getClassSchema(),
            TerminalReady.getClassSchema(),
            TerminalFailed.getClassSchema(),
            TerminalCloseRequested.getClassSchema(),
            TerminalClosed.getClassSchema()));
  }

  @Bean
  DefaultKafkaProducerFactory<String, SpecificRecord> eventProducers(
      KafkaProperties kafka, RecordSerializer eventSerializer) {
    Map<String, Object> config = new HashMap<>();
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.putAll(kafka.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    return new DefaultKafkaProducerFactory<>(
        config, new StringSerializer(), eventSerializer, false);
  }

  @Bean
  KafkaTemplate<String, SpecificRecord> eventTemplate(
      DefaultKafkaProducerFactory<String, SpecificRecord> eventProducers) {
    return new KafkaTemplate<>(eventProducers);
  }

  @Bean
  EventLog eventLog(KafkaTemplate<String, SpecificRecord> eventTemplate, Traces traces) {
    return new KafkaEventLog(eventTemplate, traces);
  }
}
