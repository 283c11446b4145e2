package io.kubeterminal.api.view;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.api.ApiMetrics;
import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.event.ListenerContainerIdleEvent;
import org.springframework.kafka.listener.BatchConsumerAwareMessageListener;
import org.springframework.kafka.listener.ContainerProperties;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.KafkaMessageListenerContainer;
import org.springframework.kafka.support.TopicPartitionOffset;
import org.springframework.kafka.support.TopicPartitionOffset.SeekPosition;
import org.springframework.stereotype.Component;
import org.springframework.util.backoff.FixedBackOff;

/**
 * Reads every partition of {@code terminals} and {@code terminal-heartbeats} from its start into
 * the view, without a group and without commits: each replica reads everything. Until Kafka answers
 * it asks again, so the order in which things are started does not matter.
 */
@Component
public class ViewReader implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(ViewReader.class);
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(250);

  private final TerminalView view;
  private final ViewTopics topics;
  private final ConsumerFactory<String, byte[]> consumers;
  private final Duration partitionCheck;
  private final RecordDeserializer deserializer = new RecordDeserializer();
  private final ViewListener listener;
  private final CatchUp catchUp = new CatchUp();
  private final Set<TopicPartition> followed = new HashSet<>();
  private final List<KafkaMessageListenerContainer<String, byte[]>> containers =
      new CopyOnWriteArrayList<>();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("view-partitions").factory());
  private boolean told;
  private volatile long lag;
  private volatile boolean running;

  ViewReader(
      TerminalView view,
      ViewTopics topics,
      ConsumerFactory<String, byte[]> consumers,
      ApiSettings settings,
      MeterRegistry metrics,
      Traces traces) {
    this.view = view;
    this.topics = topics;
    this.consumers = consumers;
    this.partitionCheck = settings.partitionCheck();
    this.listener =
        new ViewListener(view, deserializer, ApiMetrics.VIEW_UNREADABLE.counter(metrics), traces);
    ApiMetrics.VIEW_LAG.gauge(metrics, this, reader -> reader.lag);
    ApiMetrics.VIEW_TERMINALS.gauge(metrics, view, TerminalView::size);
  }

  /** Whether everything that was there at the start is in the view. */
  public boolean caughtUp() {
    return catchUp.done();
  }

  int partitionsBehind() {
    return catchUp.behind();
  }

  @Override
  public void start() {
    deserializer.configure(consumers.getConfigurationProperties(), false);
    running = true;
    scheduler.execute(this::followNewPartitions);
  }

  private void followNewPartitions() {
    Duration next = RETRY;
    try {
      Map<TopicPartition, Long> added = topics.beyond(followed);
      if (!added.isEmpty()) {
        catchUp.expect(added);
        follow(added.keySet());
        followed.addAll(added.keySet());
      }
      containers.stream().filter(one -> !one.isRunning()).forEach(this::startAgain);
      next = partitionCheck;
      told = false;
    } catch (RuntimeException e) {
      if (running) {
        // Told once: it may last for hours, and readiness says so all the time.
        log.atLevel(told ? Level.DEBUG : Level.WARN)
            .addKeyValue("reason", e.getMessage())
            .log("Cannot see the topics; asking again");
        told = true;
      }
    }
    if (running) {
      scheduler.schedule(this::followNewPartitions, next.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  private void startAgain(KafkaMessageListenerContainer<String, byte[]> container) {
    log.atError()
        .addKeyValue("container", container.getBeanName())
        .log("The view's reader had ended; it starts again");
    container.start();
  }

  private void follow(Set<TopicPartition> partitions) {
    ContainerProperties properties =
        new ContainerProperties(
            partitions.stream()
                .map(
                    one ->
                        new TopicPartitionOffset(
                            one.topic(), one.partition(), SeekPosition.BEGINNING))
                .toArray(TopicPartitionOffset[]::new));
    properties.setMessageListener((BatchConsumerAwareMessageListener<String, byte[]>) this::read);
    // An idle reader looks where it stands once a poll: how an empty topic is found to be read.
    properties.setPollTimeout(POLL.toMillis());
    properties.setIdleEventInterval(POLL.toMillis());
    properties.setIdleBeforeDataMultiplier(1);
    properties.setAuthExceptionRetryInterval(partitionCheck);
    KafkaMessageListenerContainer<String, byte[]> container =
        new KafkaMessageListenerContainer<>(consumers, properties);
    container.setBeanName("view-" + containers.size());
    // Only a registry that is away gets here: the same records again, for as long as it takes.
    container.setCommonErrorHandler(
        new DefaultErrorHandler(
            new FixedBackOff(RETRY.toMillis(), FixedBackOff.UNLIMITED_ATTEMPTS)));
    container.setApplicationEventPublisher(
        event -> {
          if (event instanceof ListenerContainerIdleEvent idle) {
            standsAt(idle.getConsumer());
          }
        });
    container.start();
    containers.add(container);
    log.atInfo().addKeyValue("partitions", partitions.size()).log("The view follows partitions");
  }

  private void read(
      List<ConsumerRecord<String, byte[]>> records, @Nullable Consumer<?, ?> consumer) {
    records.forEach(listener::apply);
    standsAt(requireNonNull(consumer));
  }

  private void standsAt(Consumer<?, ?> consumer) {
    boolean before = catchUp.done();
    catchUp.look(partition -> position(consumer, partition));
    if (!before && catchUp.done()) {
      log.atInfo().addKeyValue("terminals", view.size()).log("The view has caught up");
    }
    lag =
        consumer.assignment().stream()
            .mapToLong(partition -> consumer.currentLag(partition).orElse(0))
            .sum();
  }

  private static long position(Consumer<?, ?> consumer, TopicPartition partition) {
    if (!consumer.assignment().contains(partition)) {
      return -1;
    }
    try {
      return consumer.position(partition, POLL);
    } catch (TimeoutException notYet) {
      return -1;
    }
  }

  /** Ends every wait and stream first, so that a stop does not last as long as they would. */
  @Override
  public void stop() {
    running = false;
    view.stop();
    scheduler.shutdownNow();
    containers.forEach(KafkaMessageListenerContainer::stop);
    topics.close();
    deserializer.close();
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
