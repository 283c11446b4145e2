package io.kubeterminal.e2e;

import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.testing.Interruption;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The whole system: one Kafka, one registry, and each service as a process of its own. */
final class Platform implements AutoCloseable {

  private static final String IMAGE =
      System.getenv()
          .getOrDefault("KUBE_TERMINAL_TEST_IMAGE", "docker.io/library/kube-ttyd-test:2");

  private final KafkaFixture kafka = KafkaFixture.fresh();
  private final Deque<ServiceProcess> running = new ArrayDeque<>();
  private final TestNamespace namespace;
  private final Interruption kubernetes;
  private final Path folder;
  private final String image;
  private ServiceProcess provisioner;
  private ServiceProcess reaper;
  private ServiceProcess api;

  private Platform(TestNamespace namespace, String image) throws IOException {
    this.namespace = namespace;
    this.image = image;
    this.kubernetes = new Interruption(URI.create(namespace.apiServer()));
    this.folder = Files.createTempDirectory("kube-terminal-e2e-");
    SealingKeys.generateInto(folder);
  }

  static Platform start(TestNamespace namespace) throws IOException {
    return start(namespace, IMAGE);
  }

  /** Starts everything and returns when all of it is ready. */
  static Platform start(TestNamespace namespace, String image) throws IOException {
    Platform platform = new Platform(namespace, image);
    try {
      String test = namespace.name();
      platform.provisioner = platform.startProvisioner(test + "-provisioner");
      platform.reaper = platform.startReaper(test + "-reaper");
      platform.api = platform.startApi(test + "-api");
      platform.running.forEach(ServiceProcess::awaitReady);
    } catch (Throwable e) {
      platform.close();
      throw e;
    }
    return platform;
  }

  ServiceProcess startProvisioner(String name) throws IOException {
    Map<String, String> settings = kafkaSettings();
    settings.put(
        "terminal.sealing.private-keys", folder.resolve(SealingKeys.PRIVATE_FILE).toString());
    settings.put("terminal.provisioner.manifest.namespace", namespace.name());
    settings.put("terminal.provisioner.manifest.image", image);
    settings.put("terminal.provisioner.manifest.api-server", namespace.apiServerForPods());
    Path kubeconfig = namespace.writeKubeconfig(folder, "https://127.0.0.1:" + kubernetes.port());
    return run(
        ServiceProcess.start(
            "provisioner-worker", name, settings, Map.of("KUBECONFIG", kubeconfig.toString())));
  }

  ServiceProcess startReaper(String name) {
    return run(ServiceProcess.start("reaper-worker", name, kafkaSettings(), Map.of()));
  }

  private ServiceProcess startApi(String name) {
    Map<String, String> settings = kafkaSettings();
    settings.put(
        "terminal.sealing.public-keys", folder.resolve(SealingKeys.PUBLIC_FILE).toString());
    return run(ServiceProcess.start("api-service", name, settings, Map.of()));
  }

  private ServiceProcess run(ServiceProcess process) {
    running.push(process);
    return process;
  }

  private Map<String, String> kafkaSettings() {
    Map<String, String> settings = new HashMap<>();
    settings.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("spring.kafka.properties.[schema.registry.url]", kafka.registryUrl());
    return settings;
  }

  SeedClient client() {
    return new SeedClient(api);
  }

  ServiceProcess provisioner() {
    return provisioner;
  }

  ServiceProcess reaper() {
    return reaper;
  }

  /** What stands between the provisioner and the API server. */
  Interruption kubernetes() {
    return kubernetes;
  }

  void stopKafka() {
    kafka.stopKafka();
  }

  void startKafka() {
    kafka.startKafka();
  }

  /** The terminal's events in the order of the log. */
  List<SpecificRecord> eventsOf(String terminalId) {
    try (RawRecords records = new RawRecords(kafka)) {
      return records.read(Topics.TERMINAL_EVENTS.name()).stream()
          .filter(entry -> terminalId.equals(entry.key()))
          .map(RawRecords.Entry::value)
          .toList();
    }
  }

  @Override
  public void close() {
    running.forEach(ServiceProcess::close);
    kubernetes.close();
    kafka.close();
  }
}
