package io.kubeterminal.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.TopicCreation.Difference;
import io.kubeterminal.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicCreationIT {

  private static EmbeddedKafka kafka;
  private static Admin admin;

  @BeforeAll
  static void start(@TempDir Path folder) {
    kafka = EmbeddedKafka.start(folder);
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  @AfterAll
  static void stop() {
    admin.close();
    kafka.close();
  }

  @BeforeEach
  void removeTopics() throws Exception {
    admin.deleteTopics(admin.listTopics().names().get()).all().get();
    await().until(() -> admin.listTopics().names().get().isEmpty());
  }

  @Test
  void all_topics_are_made_as_the_contract_says() throws Exception {
    assertThat(new TopicCreation(admin, 3).ensure(Topics.ALL)).isEmpty();

    List<String> names = Topics.ALL.stream().map(Topic::name).toList();
    assertThat(admin.listTopics().names().get()).containsExactlyInAnyOrderElementsOf(names);
    assertThat(admin.describeTopics(names).allTopicNames().get().values())
        .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(3));
    assertThat(setting("terminal-events", "cleanup.policy")).isEqualTo("delete");
    assertThat(setting("terminal-events", "retention.ms")).isEqualTo("-1");
    assertThat(setting("terminal-events", "message.timestamp.type")).isEqualTo("LogAppendTime");
    assertThat(setting("terminals", "cleanup.policy")).isEqualTo("compact");
    assertThat(setting("terminal-heartbeats", "cleanup.policy")).isEqualTo("compact");
    assertThat(setting("terminal-heartbeats", "message.timestamp.type")).isEqualTo("LogAppendTime");
    assertThat(setting("terminals-dlt", "retention.ms")).isEqualTo("1209600000");
  }

  @Test
  void a_second_time_changes_nothing_and_finds_no_difference() {
    TopicCreation creation = new TopicCreation(admin, 3);
    creation.ensure(Topics.ALL);
    assertThat(creation.ensure(Topics.ALL)).isEmpty();
  }

  @Test
  void what_an_operator_has_set_stays_and_is_told() throws Exception {
    NewTopic own =
        new NewTopic("terminal-events", Optional.of(5), Optional.empty())
            .configs(Map.of("retention.ms", "1000", "cleanup.policy", "compact"));
    admin.createTopics(List.of(own)).all().get();

    assertThat(new TopicCreation(admin, 3).ensure(Topics.ALL))
        .containsExactly(
            new Difference("terminal-events", "partitions", "5", "3"),
            new Difference("terminal-events", "cleanup.policy", "compact", "delete"),
            new Difference(
                "terminal-events", "message.timestamp.type", "CreateTime", "LogAppendTime"),
            new Difference("terminal-events", "retention.ms", "1000", "-1"));
    assertThat(setting("terminal-events", "retention.ms")).isEqualTo("1000");
    assertThat(setting("terminal-events", "cleanup.policy")).isEqualTo("compact");
    assertThat(new Difference("t", "s", "a", "b")).hasToString("topic t has s=a, expected b");
  }

  @Test
  void a_refusal_of_the_broker_is_told() {
    Topic impossible = new Topic("impossible", Map.of("retention.ms", "soon"));
    assertThatThrownBy(() -> new TopicCreation(admin, 3).ensure(List.of(impossible)))
        .isInstanceOf(InvalidConfigurationException.class);
  }

  private static String setting(String topic, String name) throws Exception {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    return admin.describeConfigs(List.of(resource)).all().get().get(resource).get(name).value();
  }
}
