package io.kubeterminal.reaper;

import io.kubeterminal.serde.RecordSerde;
import io.kubeterminal.startup.PatientStart;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;

/** Puts the topology into Kafka Streams, and Kafka Streams into the life of the application. */
@Configuration(proxyBeanMethods = false)
class ReaperStreams {

  @Bean
  static ReaperMeters reaperMeters(MeterRegistry registry) {
    return new ReaperMeters(registry);
  }

  @Bean(destroyMethod = "close")
  static RecordSerde recordSerde(KafkaProperties kafka) {
    RecordSerde serde = new RecordSerde();
    serde.configure(kafka.buildStreamsProperties(), false);
    return serde;
  }

  /** Not static: a static one would be made early, to see what it makes. */
  @Bean
  StreamsBuilderFactoryBean streams(
      KafkaProperties kafka,
      ReaperSettings settings,
      RecordSerde serde,
      ReaperMeters meters,
      StreamsFailures failures,
      Traces traces) {
    StreamsBuilderFactoryBean streams = new StreamsBuilderFactoryBean();
    streams.setStreamsConfiguration(properties(kafka.buildStreamsProperties(), settings));
    Reading reading = new Reading(serde.deserializer(), settings.maxLifetime());
    streams.setInfrastructureCustomizer(
        new KafkaStreamsInfrastructureCustomizer() {
          @Override
          public void configureTopology(Topology topology) {
            ReaperTopology.addTo(
                topology, serde.serializer(), () -> new Reaper(reading, settings, meters, traces));
          }
        });
    streams.setStreamsUncaughtExceptionHandler(failures);
    streams.setStateListener(failures);
    streams.setLeaveGroupOnClose(true);
    streams.setCloseTimeout((int) settings.closeTimeout().toSeconds());
    // ReaperStart starts it, once there is something to read.
    streams.setAutoStartup(false);
    meters.reads(streams::getKafkaStreams);
    return streams;
  }

  @Bean
  static StreamsFailures streamsFailures(ReaperMeters meters, ApplicationEventPublisher events) {
    return new StreamsFailures(meters, events);
  }

  @Bean
  static StreamsHealth streamsHealthIndicator(StreamsBuilderFactoryBean streams) {
    return new StreamsHealth(streams);
  }

  @Bean
  static PatientStart reaperStart(
      KafkaProperties kafka,
      TopicSettings topics,
      ReaperSettings settings,
      RecordSerde serde,
      StreamsBuilderFactoryBean streams) {
    return new PatientStart(
        "reaper",
        settings.startRetry(),
        streams,
        new ReaperStart(() -> Admin.create(adminProperties(kafka)), topics, serde, streams));
  }

  /** An admin lives for one attempt: it says soon that Kafka is away, and starts no search. */
  private static Map<String, Object> adminProperties(KafkaProperties kafka) {
    Map<String, Object> properties = kafka.buildAdminProperties();
    properties.putIfAbsent(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
    properties.putIfAbsent(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
    properties.putIfAbsent(AdminClientConfig.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
    return properties;
  }

  private static Properties properties(Map<String, Object> kafka, ReaperSettings settings) {
    Properties properties = new Properties();
    properties.putAll(kafka);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    properties.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, settings.groupProtocol());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    // Rows and beats are read in the order of their times, as far as both are there: a backlog's
    // beats are not taken for orphans because their rows are read later.
    properties.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, 0);
    return properties;
  }
}
