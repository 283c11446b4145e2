package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.topic.Topics;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.CommonLoggingErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.support.serializer.ErrorHandlingDeserializer;

/** Hands beats to the {@link HeartbeatMirror}; what it cannot read, others will complain about. */
final class BeatListener implements BatchMessageListener<String, SpecificRecord> {

  private final HeartbeatMirror mirror;

  private BeatListener(HeartbeatMirror mirror) {
    this.mirror = mirror;
  }

  /** The listener's container: a group of its own, from now on, never the same batch twice. */
  static ConcurrentMessageListenerContainer<String, SpecificRecord> container(
      HeartbeatMirror mirror, KafkaProperties kafka, String group) {
    Map<String, Object> config = new HashMap<>(kafka.buildConsumerProperties());
    config.put(ConsumerConfig.GROUP_ID_CONFIG, group);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
    // A topic that a broker made up on our asking would be neither compacted nor partitioned right.
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    RecordDeserializer values = new RecordDeserializer();
    values.configure(config, false);
    ContainerProperties properties = new ContainerProperties(Topics.TERMINAL_HEARTBEATS.name());
    properties.setMessageListener(new BeatListener(mirror));
    // The topic may be made later, by whoever starts next.
    properties.setMissingTopicsFatal(false);
    var container =
        new ConcurrentMessageListenerContainer<>(
            new DefaultKafkaConsumerFactory<>(
                config, new StringDeserializer(), new ErrorHandlingDeserializer<>(values)),
            properties);
    container.setBeanName("heartbeat-mirror");
    container.setAutoStartup(false); // a PatientStart starts it
    container.setCommonErrorHandler(new CommonLoggingErrorHandler());
    return container;
  }

  /** Starts it, so that it can be started once more where this fails. */
  static void start(SmartLifecycle container) {
    try {
      container.start();
    } catch (RuntimeException e) {
      // It takes itself for running by now.
      container.stop();
      throw e;
    }
  }

  @Override
  public void onMessage(List<ConsumerRecord<String, SpecificRecord>> records) {
    for (ConsumerRecord<String, SpecificRecord> record : records) {
      if (record.value() instanceof Heartbeat beat) {
        mirror.beat(beat.getTerminalId(), Instant.ofEpochMilli(record.timestamp()));
      }
    }
  }
}
