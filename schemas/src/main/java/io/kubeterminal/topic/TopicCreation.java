package io.kubeterminal.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates the topics that are missing; what exists keeps its settings, and differences are told.
 */
public final class TopicCreation {

  /** One setting of an existing topic that is not what a new topic would get. */
  public record Difference(String topic, String setting, String found, String expected) {
    @Override
    public String toString() {
      return "topic %s has %s=%s, expected %s".formatted(topic, setting, found, expected);
    }
  }

  /** Together 10 s. */
  private static final int ATTEMPTS = 100;

  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Admin admin;
  private final int partitions;

  public TopicCreation(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /**
   * Creates what is missing of {@code topics}, with the broker's default replication, and returns
   * when the broker knows them all.
   *
   * @return how the topics that were there already differ; empty when none does
   * @throws KafkaException if the broker refuses or cannot be reached within the admin's timeout
   */
  public List<Difference> ensure(Collection<Topic> topics) {
    List<Topic> existing = topics.stream().filter(topic -> !create(topic)).toList();
    Map<String, TopicDescription> known = describe(topics.stream().map(Topic::name).toList());
    List<Difference> differences = new ArrayList<>();
    for (Topic topic : existing) {
      differences.addAll(
          compare(topic, requireNonNull(known.get(topic.name())), settings(topic.name())));
    }
    return differences;
  }

  private boolean create(Topic topic) {
    NewTopic request =
        new NewTopic(topic.name(), Optional.of(partitions), Optional.empty())
            .configs(topic.settings());
    try {
      await(admin.createTopics(List.of(request)).all());
      return true;
    } catch (TopicExistsException exists) {
      // Another worker was first, or an operator made it: its settings stay.
      return false;
    }
  }

  /** A broker learns of a topic a moment after the controller has made it. */
  private Map<String, TopicDescription> describe(List<String> topics) {
    for (int attempt = 1; ; attempt++) {
      try {
        return await(admin.describeTopics(topics).allTopicNames());
      } catch (UnknownTopicOrPartitionException unknown) {
        if (attempt == ATTEMPTS) {
          throw unknown;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
      }
    }
  }

  private Config settings(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return requireNonNull(await(admin.describeConfigs(List.of(resource)).all()).get(resource));
  }

  private List<Difference> compare(Topic topic, TopicDescription found, Config settings) {
    List<Difference> differences = new ArrayList<>();
    int count = found.partitions().size();
    if (count != partitions) {
      differences.add(new Difference(topic.name(), "partitions", "" + count, "" + partitions));
    }
    new TreeMap<>(topic.settings())
        .forEach(
            (setting, expected) -> {
              String value = settings.get(setting).value();
              if (!expected.equals(value)) {
                differences.add(new Difference(topic.name(), setting, value, expected));
              }
            });
    return differences;
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
}
