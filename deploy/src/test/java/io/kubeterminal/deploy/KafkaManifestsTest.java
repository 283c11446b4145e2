package io.kubeterminal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What Strimzi makes is what the services would make, and what the papers say. */
class KafkaManifestsTest {

  private static final Path FOLDER = Path.of("kafka");

  /** Who a login of the papers is here. */
  private static final Map<String, String> USERS =
      Map.of(
          "api", "api-service",
          "provisioner", "provisioner-worker",
          "reaper", "reaper-worker");

  private static final Pattern ACL =
      Pattern.compile(
          "--allow-principal User:(\\S+)((?: --operation \\S+)+) --(topic|group|transactional-id)"
              + " (\\S+)( --resource-pattern-type prefixed)?");

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

  @Test
  void usersMayDoWhatThePapersSay() throws IOException {
    Set<String> wanted = new TreeSet<>();
    Matcher acl = ACL.matcher(Files.readString(Path.of("../docs/acls.md")));
    while (acl.find()) {
      if (USERS.containsKey(acl.group(1))) {
        String kind = acl.group(3).equals("transactional-id") ? "transactionalId" : acl.group(3);
        String pattern = acl.group(5) == null ? "literal" : "prefix";
        for (String operation : acl.group(2).replace(" --operation", "").strip().split(" ")) {
          wanted.add(acl(USERS.get(acl.group(1)), operation, kind, acl.group(4), pattern));
        }
      }
    }
    assertThat(wanted).hasSizeGreaterThan(20);
    assertThat(acls()).isEqualTo(wanted);
  }

  private static Set<String> acls() {
    Set<String> found = new TreeSet<>();
    for (GenericKubernetesResource user : ofKind("KafkaUser")) {
      List<Map<String, Object>> acls = user.get("spec", "authorization", "acls");
      for (Map<String, Object> acl : acls) {
        Map<?, ?> resource = (Map<?, ?>) acl.get("resource");
        for (Object operation : (List<?>) acl.get("operations")) {
          found.add(
              acl(
                  user.getMetadata().getName(),
                  operation,
                  resource.get("type"),
                  resource.get("name"),
                  resource.get("patternType")));
        }
      }
    }
    return found;
  }

  private static String acl(
      String user, Object operation, Object kind, Object name, Object pattern) {
    return "%s: %s %s %s (%s)".formatted(user, operation, kind, name, pattern);
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
