package io.kubeterminal.e2e;

import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;

/** The three services on a {@link GuardedKafka}, each as itself, set as docs/running.md shows. */
final class GuardedServices implements AutoCloseable {

  private final Path folder;
  private final TestNamespace namespace;
  private final GuardedKafka kafka;
  private final Map<String, ServiceProcess> running = new HashMap<>();

  /**
   * @param folder where keys and settings are kept
   */
  GuardedServices(Path folder, TestNamespace namespace, GuardedKafka kafka) throws IOException {
    this.folder = folder;
    this.namespace = namespace;
    this.kafka = kafka;
    SealingKeys.generateInto(folder);
    ShellKeys.generateInto(folder);
  }

  /** Starts one behind the other: three at once on a busy machine are each too late. */
  void start() throws IOException {
    for (String user : List.of("provisioner", "reaper", "api")) {
      start(user);
    }
  }

  void startAgain(String user) throws IOException {
    running.get(user).close();
    start(user);
  }

  ServiceProcess api() {
    return running.get("api");
  }

  /** What all of them have printed. */
  String logs() throws IOException {
    StringBuilder logs = new StringBuilder();
    for (ServiceProcess service : running.values()) {
      logs.append(service.log());
    }
    return logs.toString();
  }

  Sealer sealer() throws IOException {
    return new Sealer(SealingKeys.read(folder.resolve(SealingKeys.PUBLIC_FILE)));
  }

  /** All of them, also behind one that does not end. */
  @Override
  public void close() {
    SoftAssertions.assertSoftly(
        softly ->
            running
                .values()
                .forEach(
                    service -> softly.assertThatCode(service::close).doesNotThrowAnyException()));
  }

  private void start(String user) throws IOException {
    Map<String, String> settings = new HashMap<>(own(user));
    settings.put("terminal.ttyd.key-file", file(ShellKeys.FILE));
    settings.put("spring.config.additional-location", exampleFor(user).toString());
    running.put(
        user,
        ServiceProcess.start(
            user.equals("api") ? "api-service" : user + "-worker",
            namespace.name() + "-" + user,
            settings,
            Map.of(
                "KAFKA_PASSWORD",
                kafka.password(user),
                "REGISTRY_PASSWORD",
                kafka.registryPassword(),
                "JDK_JAVA_OPTIONS",
                "-Djavax.net.ssl.trustStore=%s -Djavax.net.ssl.trustStorePassword=%s"
                    .formatted(kafka.certificate().trustStore(), kafka.certificate().password()))));
    running.get(user).awaitReady();
  }

  private Map<String, String> own(String user) {
    return switch (user) {
      case "api" ->
          Map.of(
              "terminal.sealing.public-keys", file(SealingKeys.PUBLIC_FILE),
              "terminal.api.gateway.namespace", namespace.name(),
              "terminal.api.beacon-period", "1s");
      case "provisioner" ->
          Map.of(
              "terminal.sealing.private-keys", file(SealingKeys.PRIVATE_FILE),
              "terminal.provisioner.manifest.namespace", namespace.name(),
              "terminal.provisioner.manifest.image", Platform.IMAGE,
              "terminal.provisioner.manifest.api-server", namespace.apiServerForPods());
      case "reaper" -> Map.of("terminal.reaper.orphan-beat-grace", "1s");
      default -> throw new IllegalArgumentException(user);
    };
  }

  /** The worked example, with the addresses and files of this test in the place of its own. */
  private Path exampleFor(String user) throws IOException {
    String example =
        KafkaDocuments.exampleSettings(
            Map.of(
                "kafka.example:9093", kafka.bootstrapServers(),
                "/etc/kube-terminal/kafka-ca.crt", kafka.certificate().authority().toString(),
                "username=\"api\"", "username=\"" + user + "\"",
                "https://registry.example", kafka.registryUrl(),
                "=api:", "=" + GuardedKafka.REGISTRY_USER + ":"));
    return Files.writeString(folder.resolve(user + ".properties"), example);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }
}
