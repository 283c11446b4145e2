package io.kubeterminal.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what Spring's annotation processor has written about the settings of each service. */
final class DescribedSettings {

  private static final String METADATA = "META-INF/spring-configuration-metadata.json";
  private static final JsonMapper JSON = new JsonMapper();

  /** By the package of the service's classes. */
  private static final Map<String, String> SERVICES =
      Map.of(
          "io.kubeterminal.api", "api-service",
          "io.kubeterminal.provisioner", "provisioner-worker",
          "io.kubeterminal.reaper", "reaper-worker");

  private DescribedSettings() {}

  /** Of all services, a setting once for each service that has it. */
  static List<Setting> all() {
    List<Setting> settings = new ArrayList<>();
    try {
      ClassLoader classes = DescribedSettings.class.getClassLoader();
      for (URL file : Collections.list(classes.getResources(METADATA))) {
        try (InputStream json = file.openStream()) {
          in(JSON.readTree(json)).forEach(settings::add);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return settings;
  }

  static List<Setting> in(String json) {
    return in(JSON.readTree(json)).toList();
  }

  private static Stream<Setting> in(JsonNode metadata) {
    Map<String, String> sections =
        metadata
            .path("groups")
            .valueStream()
            .filter(group -> isOurs(group.path("type").asString("")))
            .filter(group -> isBound(group.path("type").asString("")))
            .map(group -> group.path("name").asString(""))
            .collect(Collectors.toMap(name -> name, name -> name, (a, b) -> a, TreeMap::new));
    return metadata
        .path("properties")
        .valueStream()
        .filter(property -> isOurs(property.path("sourceType").asString("")))
        .map(property -> setting(property, sections));
  }

  private static Setting setting(JsonNode property, Map<String, String> sections) {
    String name = property.path("name").asString("");
    Class<?> source = type(property.path("sourceType").asString(""));
    String section =
        sections.keySet().stream()
            .filter(prefix -> name.startsWith(prefix + "."))
            .reduce("", (longest, next) -> next.length() > longest.length() ? next : longest);
    return new Setting(
        name,
        service(source),
        section,
        Setting.component(source, name),
        fallback(property.path("defaultValue")),
        property.path("description").asString(""));
  }

  private static String fallback(JsonNode value) {
    return value.isArray()
        ? value.valueStream().map(JsonNode::asString).collect(Collectors.joining(","))
        : value.asString("");
  }

  private static String service(Class<?> source) {
    return SERVICES.entrySet().stream()
        .filter(service -> source.getPackageName().startsWith(service.getKey()))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElseThrow(() -> new AssertionError("whose settings are " + source + "?"));
  }

  private static boolean isOurs(String type) {
    return type.startsWith("io.kubeterminal.");
  }

  private static boolean isBound(String type) {
    return type(type).isAnnotationPresent(ConfigurationProperties.class);
  }

  private static Class<?> type(String name) {
    try {
      return Class.forName(name, false, DescribedSettings.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
