package io.kubeterminal.standin;

import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What Confluent's image is told by its environment, as far as the stand-in honours it; anything
 * else is refused, so that nobody believes it had an effect.
 *
 * @param bootstrapServers where Kafka is, without protocols
 * @param address where clients are listened to
 */
record RegistrySettings(String bootstrapServers, InetSocketAddress address) {

  private static final String PREFIX = "SCHEMA_REGISTRY_";
  private static final String KAFKA = PREFIX + "KAFKASTORE_BOOTSTRAP_SERVERS";
  private static final String LISTENERS = PREFIX + "LISTENERS";

  /** Names the node to other nodes, and here there are none. */
  private static final String HOST_NAME = PREFIX + "HOST_NAME";

  private static final Set<String> KNOWN = Set.of(KAFKA, LISTENERS, HOST_NAME);

  /**
   * @throws IllegalArgumentException if something is missing, or is not honoured here
   */
  static RegistrySettings of(Map<String, String> environment) {
    for (String name : environment.keySet()) {
      if (name.startsWith(PREFIX) && !KNOWN.contains(name)) {
        throw new IllegalArgumentException(
            name
                + " is not honoured by this stand-in: it takes "
                + KNOWN.stream().sorted().toList());
      }
    }
    needed(environment, HOST_NAME);
    URI listener = URI.create(environment.getOrDefault(LISTENERS, "http://0.0.0.0:8081"));
    if (!"http".equals(listener.getScheme()) || listener.getPort() < 0) {
      throw new IllegalArgumentException(LISTENERS + " must be one http://HOST:PORT");
    }
    return new RegistrySettings(
        withoutProtocols(needed(environment, KAFKA)),
        new InetSocketAddress(listener.getHost(), listener.getPort()));
  }

  private static String needed(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    if (value.isBlank()) {
      throw new IllegalArgumentException(name + " is required");
    }
    return value;
  }

  private static String withoutProtocols(String servers) {
    return Arrays.stream(servers.split(","))
        .map(server -> server.strip().replaceFirst("^PLAINTEXT://", ""))
        .collect(Collectors.joining(","));
  }
}
