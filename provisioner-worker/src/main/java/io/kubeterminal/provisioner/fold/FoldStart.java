package io.kubeterminal.provisioner.fold;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.provisioner.TopicSettings;
import io.kubeterminal.startup.PatientStart;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the fold once its topics exist and its schemas are registered, and then keeps its progress
 * known.
 */
final class FoldStart implements PatientStart.Attempt {

  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Logger LOG = LoggerFactory.getLogger(FoldStart.class);

  private final Supplier<Admin> connect;
  private final TopicSettings topics;
  private final List<SchemaRegistration> registrations;
  private final PartitionCount partitions;
  private final SmartLifecycle streams;
  private final FoldProgress progress;

  FoldStart(
      Supplier<Admin> connect,
      TopicSettings topics,
      List<SchemaRegistration> registrations,
      PartitionCount partitions,
      SmartLifecycle streams,
      FoldProgress progress) {
    this.connect = connect;
    this.topics = topics;
    this.registrations = registrations;
    this.partitions = partitions;
    this.streams = streams;
    this.progress = progress;
  }

  @Override
  public void make(ScheduledExecutorService thread) {
    prepare();
    streams.start();
    thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void prepare() {
    if (!partitions.isFound()) {
      prepareTopics();
    }
    registrations.forEach(SchemaRegistration::register);
  }

  private void prepareTopics() {
    try (Admin admin = connect.get()) {
      if (topics.create()) {
        new TopicCreation(admin, topics.partitions())
            .ensure(Topics.ALL)
            .forEach(difference -> LOG.warn("Left as it is: {}", difference));
      }
      partitions.found(count(admin));
    }
  }

  private static int count(Admin admin) {
    String events = Topics.TERMINAL_EVENTS.name();
    try {
      return requireNonNull(admin.describeTopics(List.of(events)).allTopicNames().get().get(events))
          .partitions()
          .size();
    } catch (ExecutionException e) {
      throw new KafkaException("cannot describe " + events, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  private void look() {
    try {
      progress.look();
    } catch (RuntimeException e) {
      LOG.debug("Cannot compare with the log yet: {}", e.toString());
    }
  }
}
