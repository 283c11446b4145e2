package io.kubeterminal.provisioner.fold;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.provisioner.TopicSettings;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Starts the fold once its topics exist and its schemas are registered, and then keeps its progress
 * known. Kafka or the registry being away costs time, and never the process.
 */
final class FoldStart implements SmartLifecycle {

  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration LOOK = Duration.ofMillis(100);
  private static final Duration STOP = Duration.ofSeconds(5);
  private static final Logger LOG = LoggerFactory.getLogger(FoldStart.class);

  private final Supplier<Admin> connect;
  private final TopicSettings topics;
  private final List<SchemaRegistration> registrations;
  private final PartitionCount partitions;
  private final SmartLifecycle streams;
  private final FoldProgress progress;
  private @Nullable ScheduledExecutorService thread;

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
  public synchronized void start() {
    ScheduledExecutorService started =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("fold-start").factory());
    thread = started;
    started.execute(() -> attempt(started));
  }

  /** Waits for the attempt under way: the streams must not be started behind their stop. */
  @Override
  public synchronized void stop() {
    ScheduledExecutorService started = thread;
    if (started != null) {
      thread = null;
      started.shutdownNow();
      try {
        started.awaitTermination(STOP.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  /** Begins after the streams' own bean, and stops before it. */
  @Override
  public int getPhase() {
    return streams.getPhase() + 1;
  }

  private void attempt(ScheduledExecutorService thread) {
    try {
      prepare();
      streams.start();
      thread.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
      LOG.info("The fold is started");
    } catch (RuntimeException e) {
      if (!thread.isShutdown()) {
        LOG.atWarn().addKeyValue("retryIn", RETRY).log("The fold cannot start yet: {}", words(e));
        thread.schedule(() -> attempt(thread), RETRY.toMillis(), TimeUnit.MILLISECONDS);
      }
    }
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
      LOG.debug("Cannot compare with the log yet: {}", words(e));
    }
  }

  private static String words(Throwable e) {
    return e.getCause() == null ? e.toString() : e + " (" + e.getCause() + ")";
  }
}
