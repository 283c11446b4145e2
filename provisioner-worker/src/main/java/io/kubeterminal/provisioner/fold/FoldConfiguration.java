package io.kubeterminal.provisioner.fold;

import static org.apache.kafka.streams.StreamsConfig.producerPrefix;

import io.kubeterminal.fold.EventReader;
import io.kubeterminal.provisioner.ProvisionerSettings;
import io.kubeterminal.provisioner.TopicSettings;
import io.kubeterminal.provisioner.reconcile.RowListener;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.startup.PatientStart;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.kafka.config.KafkaStreamsConfiguration;
import org.springframework.kafka.config.KafkaStreamsInfrastructureCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.streams.KafkaStreamsMicrometerListener;

/** Puts the fold together. */
@Configuration(proxyBeanMethods = false)
class FoldConfiguration {

  private static final Duration START_RETRY = Duration.ofSeconds(1);
  private static final Logger LOG = LoggerFactory.getLogger(FoldConfiguration.class);

  @Bean
  FoldCounters foldCounters(MeterRegistry meters) {
    return new FoldCounters(meters);
  }

  @Bean
  PartitionCount partitionCount() {
    return new PartitionCount();
  }

  @Bean
  RecordSerializer rowSerializer(KafkaProperties kafka) {
    RecordSerializer serializer = new RecordSerializer();
    serializer.configure(kafka.buildProducerProperties(), false);
    return serializer;
  }

  @Bean
  RecordDeserializer recordDeserializer(KafkaProperties kafka) {
    RecordDeserializer deserializer = new RecordDeserializer();
    deserializer.configure(kafka.buildConsumerProperties(), false);
    return deserializer;
  }

  @Bean
  SchemaRegistration rowSchema(RecordSerializer rowSerializer) {
    return new SchemaRegistration(
        rowSerializer, Topics.TERMINALS, List.of(TerminalRow.getClassSchema()));
  }

  /** Made when it is first asked: a broker whose name does not resolve yet ends no start. */
  @Bean
  @Lazy
  KafkaLogOffsets logOffsets(KafkaProperties kafka, ProvisionerSettings settings) {
    return new KafkaLogOffsets(
        admin(kafka).get(),
        KafkaLogOffsets.reader(kafka.buildConsumerProperties()),
        settings.applicationId());
  }

  @Bean
  FoldProgress foldProgress(@Lazy LogOffsets offsets) {
    return new FoldProgress(offsets, System::nanoTime);
  }

  @Bean
  IntPredicate caughtUp(FoldProgress progress) {
    return progress::caughtUp;
  }

  @Bean
  StreamsBuilderFactoryBean foldStreams(
      KafkaProperties kafka,
      ProvisionerSettings settings,
      RecordSerializer rowSerializer,
      RecordDeserializer recordDeserializer,
      PartitionCount partitions,
      RowListener listener,
      FoldProgress progress,
      FoldCounters counters,
      MeterRegistry meters,
      Traces traces) {
    var rows = new RowSerde(rowSerializer, recordDeserializer);
    var parts =
        new FoldProcessor.Parts(
            new EventReader(recordDeserializer, partitions),
            listener,
            progress,
            counters,
            settings.applicationId(),
            settings.rowRetention(),
            settings.forgetPerTick(),
            System::nanoTime,
            traces);
    var streams =
        new StreamsBuilderFactoryBean(new KafkaStreamsConfiguration(streams(kafka, settings)));
    streams.setAutoStartup(false); // FoldStart starts it
    counters.reads(streams::getKafkaStreams);
    streams.setLeaveGroupOnClose(true);
    streams.setStreamsUncaughtExceptionHandler(replaceThread(counters));
    streams.addListener(new KafkaStreamsMicrometerListener(meters));
    streams.setInfrastructureCustomizer(
        new KafkaStreamsInfrastructureCustomizer() {
          @Override
          public void configureTopology(Topology topology) {
            FoldTopology.addTo(topology, rows, parts);
          }
        });
    return streams;
  }

  @Bean
  PatientStart foldStart(
      KafkaProperties kafka,
      TopicSettings topics,
      List<SchemaRegistration> registrations,
      PartitionCount partitions,
      StreamsBuilderFactoryBean streams,
      FoldProgress progress) {
    return new PatientStart(
        "fold",
        START_RETRY,
        streams,
        new FoldStart(admin(kafka), topics, registrations, partitions, streams, progress));
  }

  @Bean
  FoldHealth foldHealthIndicator(StreamsBuilderFactoryBean streams) {
    return new FoldHealth(streams);
  }

  private static Map<String, Object> streams(KafkaProperties kafka, ProvisionerSettings settings) {
    Map<String, Object> config = new HashMap<>();
    // An owner that was killed blocks readers of its partitions for this long.
    config.put(producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 5_000);
    config.putAll(kafka.buildStreamsProperties());
    config.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.applicationId());
    config.put(
        StreamsConfig.GROUP_PROTOCOL_CONFIG,
        settings.groupProtocol().name().toLowerCase(Locale.ROOT));
    config.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, settings.commitInterval().toMillis());
    return config;
  }

  /** Whatever a thread died of, its transaction was aborted and nothing of it is lost. */
  private static StreamsUncaughtExceptionHandler replaceThread(FoldCounters counters) {
    return failure -> {
      counters.threadReplaced();
      LOG.error("A thread of the fold died; another does its work again", failure);
      return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
    };
  }

  private static Supplier<Admin> admin(KafkaProperties kafka) {
    return () -> {
      Map<String, Object> config = new HashMap<>();
      config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
      config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
      config.putAll(kafka.buildAdminProperties());
      return Admin.create(config);
    };
  }
}
