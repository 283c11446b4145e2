package io.kubeterminal.e2e;

import static org.awaitility.Awaitility.await;

import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.Interruption;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** The whole system: one Kafka, one registry, and each service as a process of its own. */
public final class Platform implements AutoCloseable {

  static final String IMAGE =
      System.getenv()
          .getOrDefault("KUBE_TERMINAL_TEST_IMAGE", "docker.io/library/kube-ttyd-test:2");

  private final KafkaFixture kafka = KafkaFixture.fresh();
  private final Deque<ServiceProcess> running = new ArrayDeque<>();
  private final TestNamespace namespace;
  private final Interruption kubernetes;
  private final Path folder;
  private final String image;
  private final Map<String, String> everywhere;
  private ServiceProcess provisioner;
  private ServiceProcess reaper;
  private ServiceProcess api;

  private Platform(TestNamespace namespace, String image, Map<String, String> everywhere)
      throws IOException {
    this.namespace = namespace;
    this.image = image;
    this.everywhere = everywhere;
    this.kubernetes = new Interruption(URI.create(namespace.apiServer()));
    this.folder = Files.createTempDirectory("kube-terminal-e2e-");
    SealingKeys.generateInto(folder);
    ShellKeys.generateInto(folder);
  }

  static Platform start(TestNamespace namespace) throws IOException {
    return start(namespace, IMAGE);
  }

  static Platform start(TestNamespace namespace, String image) throws IOException {
    return start(namespace, image, Map.of());
  }

  public static Platform start(TestNamespace namespace, Map<String, String> everywhere)
      throws IOException {
    return start(namespace, IMAGE, everywhere);
  }

  /**
   * Starts everything and returns when all of it is ready.
   *
   * @param everywhere settings of each service
   */
  private static Platform start(
      TestNamespace namespace, String image, Map<String, String> everywhere) throws IOException {
    Platform platform = new Platform(namespace, image, everywhere);
    try {
      String test = namespace.name();
      platform.provisioner = platform.startProvisioner(test + "-provisioner");
      platform.reaper = platform.startReaper(test + "-reaper");
      platform.api = platform.startApi(test + "-api");
      platform.running.forEach(ServiceProcess::awaitReady);
      platform.awaitReviews();
    } catch (Throwable e) {
      platform.close();
      throw e;
    }
    return platform;
  }

  /** The first question of a cold API to the cluster may take longer than it waits for answers. */
  private void awaitReviews() {
    Map<String, String> nobody = Map.of("Authorization", "Bearer not-a-real-token");
    await("the API has asked the cluster who somebody is")
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> RawHttp.ask(api.port(), "GET", "/api/v1/terminals", nobody, "").status() == 401);
  }

  ServiceProcess startProvisioner(String name) throws IOException {
    return startProvisioner(name, Map.of());
  }

  ServiceProcess startProvisioner(String name, Map<String, String> more) throws IOException {
    Map<String, String> settings = sharedSettings();
    settings.put(
        "terminal.sealing.private-keys", folder.resolve(SealingKeys.PRIVATE_FILE).toString());
    settings.put("terminal.provisioner.manifest.namespace", namespace.name());
    settings.put("terminal.provisioner.manifest.image", image);
    settings.put("terminal.provisioner.manifest.api-server", namespace.apiServerForPods());
    settings.putAll(more);
    Path kubeconfig = namespace.writeKubeconfig(folder, "https://127.0.0.1:" + kubernetes.port());
    return run(
        ServiceProcess.start(
            "provisioner-worker", name, settings, Map.of("KUBECONFIG", kubeconfig.toString())));
  }

  ServiceProcess startReaper(String name) {
    return run(ServiceProcess.start("reaper-worker", name, sharedSettings(), Map.of()));
  }

  ServiceProcess startApi(String name) {
    return startApi(name, Map.of());
  }

  /**
   * One more replica of the API, which asks the cluster who calls unless {@code more} says
   * otherwise.
   */
  ServiceProcess startApi(String name, Map<String, String> more) {
    Map<String, String> settings = sharedSettings();
    settings.put(
        "terminal.sealing.public-keys", folder.resolve(SealingKeys.PUBLIC_FILE).toString());
    settings.put("terminal.api.gateway.namespace", namespace.name());
    settings.putAll(more);
    return run(ServiceProcess.start("api-service", name, settings, Map.of()));
  }

  private ServiceProcess run(ServiceProcess process) {
    running.push(process);
    return process;
  }

  private Map<String, String> sharedSettings() {
    Map<String, String> settings = new HashMap<>(everywhere);
    settings.put("terminal.ttyd.key-file", folder.resolve(ShellKeys.FILE).toString());
    settings.put("spring.kafka.bootstrap-servers", kafka.bootstrapServers());
    settings.put("spring.kafka.properties.[schema.registry.url]", kafka.registryUrl());
    return settings;
  }

  /** A client of the first API whose user is who the token says. */
  SeedClient client(String token) {
    return new SeedClient(api, token);
  }

  /** What the terminal's ttyd wants to be shown, as {@code user:password}. */
  String shellCredential(String terminalId) throws IOException {
    return ShellKeys.read(folder.resolve(ShellKeys.FILE)).credential(UUID.fromString(terminalId));
  }

  public ServiceProcess api() {
    return api;
  }

  KafkaFixture kafka() {
    return kafka;
  }

  /** Keys and whatever else the services share on disk. */
  Path folder() {
    return folder;
  }

  Collection<ServiceProcess> processes() {
    return List.copyOf(running);
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
