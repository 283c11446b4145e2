package io.kubeterminal.topic;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

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

  private final Admin admin;
  private final int partitions;

  public TopicCreation(Admin admin, int partitions) {
    this.admin = admin;
    this.partitions = partitions;
  }

  /**
   * Creates what is missing of {@code topics}, with the broker's default replication.
   *
   * @return how the topics that were there already differ; empty when none does
   * @throws KafkaException if the broker refuses or cannot be reached within the admin's timeout
   */
  public List<Difference> ensure(Collection<Topic> topics) {
    topics.forEach(this::create);
    Map<String, TopicDescription> found =
        await(admin.describeTopics(topics.stream().map(Topic::name).toList()).allTopicNames());
    Map<ConfigResource, Config> settings =
        await(admin.describeConfigs(topics.stream().map(TopicCreation::resource).toList()).all());
    List<Difference> differences = new ArrayList<>();
    for (Topic topic : topics) {
      int count = requireNonNull(found.get(topic.name())).partitions().size();
      if (count != partitions) {
        differences.add(new Difference(topic.name(), "partitions", "" + count, "" + partitions));
      }
      differences.addAll(compare(topic, requireNonNull(settings.get(resource(topic)))));
    }
    return differences;
  }

  private void create(Topic topic) {
    NewTopic request =
        new NewTopic(topic.name(), Optional.of(partitions), Optional.empty())
            .configs(topic.settings());
    try {
      await(admin.createTopics(List.of(request)).all());
    } catch (TopicExistsException exists) {
      // Another worker was first, or an operator made it: its settings stay.
    }
  }

  private static List<Difference> compare(Topic topic, Config found) {
    return topic.settings().entrySet().stream()
        .filter(setting -> !setting.getValue().equals(found.get(setting.getKey()).value()))
        .map(
            setting ->
                new Difference(
                    topic.name(),
                    setting.getKey(),
                    found.get(setting.getKey()).value(),
                    setting.getValue()))
        .sorted(Comparator.comparing(Difference::setting))
        .collect(Collectors.toList());
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
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
