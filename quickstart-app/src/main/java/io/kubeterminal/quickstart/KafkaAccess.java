package io.kubeterminal.quickstart;

import io.kubeterminal.embedded.Login;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Where this quickstart's Kafka and schema registry are, and what both want to be shown. */
record KafkaAccess(String bootstrapServers, String registryUrl, Login login) {

  /** Kafka's own settings and Confluent's, as any client takes them. */
  Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(login.kafkaSettings());
    settings.putAll(login.registrySettings());
    settings.put("bootstrap.servers", bootstrapServers);
    settings.put("schema.registry.url", registryUrl);
    return settings;
  }

  /** The text of a file for tools and services; no value needs an escape. */
  String properties() {
    return settings().entrySet().stream()
        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
        .collect(Collectors.joining());
  }
}
