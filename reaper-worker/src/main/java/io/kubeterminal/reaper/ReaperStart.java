package io.kubeterminal.reaper;

import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.serde.RecordSerde;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.startup.PatientStart;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.TopicCreation.Difference;
import io.kubeterminal.topic.Topics;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Starts the streams once their topics exist and their schemas are registered. */
final class ReaperStart implements PatientStart.Attempt {

  private static final Logger LOG = LoggerFactory.getLogger(ReaperStart.class);

  private static final List<Topic> TOPICS =
      List.of(
          Topics.TERMINAL_EVENTS,
          Topics.TERMINALS,
          Topics.TERMINALS.deadLetters(),
          Topics.TERMINAL_HEARTBEATS,
          Topics.TERMINAL_HEARTBEATS.deadLetters());

  private final Supplier<Admin> connect;
  private final TopicSettings topics;
  private final RecordSerde serde;
  private final SmartLifecycle streams;

  ReaperStart(
      Supplier<Admin> connect, TopicSettings topics, RecordSerde serde, SmartLifecycle streams) {
    this.connect = connect;
    this.topics = topics;
    this.serde = serde;
    this.streams = streams;
  }

  @Override
  public void make(ScheduledExecutorService thread) {
    createTopics();
    register();
    streams.start();
  }

  private void createTopics() {
    if (!topics.create()) {
      return;
    }
    List<Difference> differences;
    try (Admin admin = connect.get()) {
      differences = new TopicCreation(admin, topics.partitions()).ensure(TOPICS);
    }
    for (Difference difference : differences) {
      if (difference.topic().equals(Topics.TERMINAL_HEARTBEATS.name())
          && difference.setting().equals(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG)) {
        // With the writers' clocks, a wrong one could end terminals that are in use.
        throw new KafkaException(difference.toString());
      }
      LOG.atWarn().log("{}", difference);
    }
  }

  /** Asked for now, so that a registry that is away later does not delay an expiry. */
  private void register() {
    if (serde.serializer() instanceof RecordSerializer serializer) {
      serializer.idOf(Topics.TERMINAL_EVENTS.name(), TerminalExpiring.getClassSchema());
      serializer.idOf(Topics.TERMINAL_EVENTS.name(), TerminalExpired.getClassSchema());
    }
  }
}
