package io.kubeterminal.api.view;

import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** Creates the topics where that is wanted, and tells which partitions there are. */
@Component
class ViewTopics implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ViewTopics.class);
  private static final List<Topic> READ = List.of(Topics.TERMINALS, Topics.TERMINAL_HEARTBEATS);
  private static final Duration BOUND = Duration.ofSeconds(5);

  private final KafkaAdmin kafka;
  private final TopicSettings settings;
  private boolean ensured;
  private @Nullable Admin admin;

  ViewTopics(KafkaAdmin kafka, TopicSettings settings) {
    this.kafka = kafka;
    this.settings = settings;
  }

  /**
   * The partitions that are there beyond {@code followed}, with their ends as a reader of committed
   * records sees them.
   *
   * @throws KafkaException when the broker does not answer in time, or a topic is missing
   */
  synchronized Map<TopicPartition, Long> beyond(Set<TopicPartition> followed) {
    Admin connection = connect();
    if (settings.create() && !ensured) {
      new TopicCreation(connection, settings.partitions())
          .ensure(Topics.ALL)
          .forEach(
              difference ->
                  log.atWarn()
                      .addKeyValue("difference", difference.toString())
                      .log("A topic is not as it would be made"));
      ensured = true;
    }
    List<TopicPartition> added =
        await(connection.describeTopics(READ.stream().map(Topic::name).toList()).allTopicNames())
            .values()
            .stream()
            .flatMap(
                topic ->
                    IntStream.range(0, topic.partitions().size())
                        .mapToObj(number -> new TopicPartition(topic.name(), number)))
            .filter(partition -> !followed.contains(partition))
            .toList();
    return added.isEmpty() ? Map.of() : ends(connection, added);
  }

  private static Map<TopicPartition, Long> ends(Admin admin, List<TopicPartition> partitions) {
    Map<TopicPartition, OffsetSpec> latest =
        partitions.stream()
            .collect(Collectors.toMap(Function.identity(), same -> OffsetSpec.latest()));
    Map<TopicPartition, Long> ends = new HashMap<>();
    await(admin.listOffsets(latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED)).all())
        .forEach((partition, end) -> ends.put(partition, end.offset()));
    return ends;
  }

  private Admin connect() {
    Admin connection = admin;
    if (connection == null) {
      Map<String, Object> configs = new HashMap<>(kafka.getConfigurationProperties());
      configs.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) BOUND.toMillis());
      configs.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) BOUND.toMillis() / 2);
      connection = Admin.create(configs);
      admin = connection;
    }
    return connection;
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ofSeconds(1));
      admin = null;
    }
  }
}
