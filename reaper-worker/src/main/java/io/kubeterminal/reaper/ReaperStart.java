package io.kubeterminal.reaper;

import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.serde.RecordSerde;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.TopicCreation.Difference;
import io.kubeterminal.topic.Topics;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the streams once their topics exist and their schemas are registered. Kafka or the
 * registry being away costs time, and never the process.
 */
final class ReaperStart implements SmartLifecycle {

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
  private final ReaperSettings settings;
  private final RecordSerde serde;
  private final SmartLifecycle streams;
  private @Nullable ScheduledExecutorService thread;

  ReaperStart(
      Supplier<Admin> connect,
      TopicSettings topics,
      ReaperSettings settings,
      RecordSerde serde,
      SmartLifecycle streams) {
    this.connect = connect;
    this.topics = topics;
    this.settings = settings;
    this.serde = serde;
    this.streams = streams;
  }

  @Override
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reaper-start").factory());
    started.scheduleWithFixedDelay(
        () -> attempt(started), 0, settings.startRetry().toMillis(), TimeUnit.MILLISECONDS);
    thread = started;
  }

  @Override
  public synchronized void stop() {
    if (thread == null) {
      return;
    }
    thread.shutdownNow();
    try {
      thread.awaitTermination(settings.closeTimeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    thread = null;
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  /** Stops before the streams do, so that it does not start them again. */
  @Override
  public int getPhase() {
    return streams.getPhase() + 1;
  }

  private void attempt(ScheduledExecutorService thread) {
    try {
      createTopics();
      register();
      streams.start();
      thread.shutdown();
    } catch (InterruptException stopped) {
      Thread.currentThread().interrupt();
    } catch (KafkaException e) {
      Object cause = e.getCause() == null ? "" : " (" + e.getCause() + ")";
      LOG.atWarn().addKeyValue("retry", settings.startRetry()).log("Not started: {}{}", e, cause);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("Not started, and tried again");
    }
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
