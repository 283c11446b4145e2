package io.kubeterminal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The topics that Strimzi makes are those that the services would make. */
class KafkaManifestsTest {

  private static final Path FOLDER = Path.of("kafka");

  @Test
  void topicsAreAsTheServicesWouldMakeThem() {
    Map<String, Map<String, String>> wanted =
        Topics.ALL.stream().collect(Collectors.toMap(Topic::name, Topic::settings));
    Map<String, Map<String, String>> found = new TreeMap<>();
    for (GenericKubernetesResource topic : ofKind("KafkaTopic")) {
      assertThat((Object) topic.get("spec", "partitions")).isEqualTo(Topics.DEFAULT_PARTITIONS);
      assertThat((Object) topic.get("spec", "replicas")).isEqualTo(3);
      Map<String, Object> config = topic.get("spec", "config");
      Map<String, String> settings = new TreeMap<>();
      config.forEach((name, value) -> settings.put(name, String.valueOf(value)));
      assertThat(settings.remove("min.insync.replicas")).isEqualTo("2");
      found.put(topic.getMetadata().getName(), settings);
    }
    assertThat(found).isEqualTo(wanted);
  }

  private static List<GenericKubernetesResource> ofKind(String kind) {
    return Kustomize.objects(FOLDER).stream()
        .filter(object -> object.getKind().equals(kind))
        .map(KafkaManifestsTest::generic)
        .toList();
  }

  private static GenericKubernetesResource generic(HasMetadata object) {
    return (GenericKubernetesResource) object;
  }
}
