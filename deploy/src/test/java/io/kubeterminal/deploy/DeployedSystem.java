package io.kubeterminal.deploy;

import static org.awaitility.Awaitility.await;

import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.Kubectl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The overlay for test clusters in a namespace of its own, with images that the cluster has; what
 * is not in a namespace has names of its own too.
 */
final class DeployedSystem implements AutoCloseable {

  /** The tag of the services' images in the cluster. */
  static final String TAG = "KUBE_TERMINAL_SERVICE_IMAGES";

  static final List<String> SERVICES =
      List.of("api-service", "provisioner-worker", "reaper-worker");

  private static final String TERMINAL_IMAGE =
      System.getenv()
          .getOrDefault(
              "KUBE_TERMINAL_IMAGE",
              System.getenv()
                  .getOrDefault("KUBE_TERMINAL_TEST_IMAGE", "docker.io/kubeterminal/terminal:1"));

  /** Three services, Kafka and a registry start at once, with whatever else the machine does. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private final Kubectl kubectl = Kubectl.inNewNamespace("kt-deploy");
  private final Path folder;

  private DeployedSystem() throws IOException {
    // Beside the overlay, for kustomize takes no folder by its whole path.
    folder = Files.createDirectories(Path.of("target", kubectl.namespace()));
  }

  /** As docs/deploying.md says: Secrets, then everything else; returns when all is ready. */
  static DeployedSystem apply() throws IOException {
    DeployedSystem system = new DeployedSystem();
    try {
      system.createSecrets();
      system.applyOverlay();
      system.awaitReady();
    } catch (Throwable e) {
      try (system) {
        throw e;
      }
    }
    return system;
  }

  Kubectl kubectl() {
    return kubectl;
  }

  private void createSecrets() throws IOException {
    Path keys = folder.resolve("keys");
    SealingKeys.generateInto(keys);
    ShellKeys.generateInto(keys);
    Script.run("./create-secrets", keys.toString(), kubectl.namespace());
  }

  private void applyOverlay() throws IOException {
    String services = "";
    for (String service : SERVICES) {
      services +=
          "  - {name: docker.io/kubeterminal/%s, newTag: %s}\n"
              .formatted(service, System.getenv(TAG));
    }
    Files.writeString(
        folder.resolve("kustomization.yaml"),
        """
        apiVersion: kustomize.config.k8s.io/v1beta1
        kind: Kustomization
        namespace: %s
        resources: [../../overlays/test-cluster]
        configMapGenerator:
          - name: provisioner-worker
            namespace: kube-terminal-test
            behavior: merge
            literals: [TERMINAL_PROVISIONER_MANIFEST_IMAGE=%s]
        images:
        %s\
        """
            .formatted(kubectl.namespace(), TERMINAL_IMAGE, services));
    String yaml = Kustomize.render(folder);
    for (String service : SERVICES) {
      yaml = yaml.replace("kube-terminal-" + service, kubectl.namespace() + "-" + service);
    }
    Files.writeString(manifest(), yaml);
    kubectl.run("apply", "-f", manifest().toString());
  }

  private Path manifest() {
    return folder.resolve("all.yaml");
  }

  private void awaitReady() {
    await("all are ready")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> deployments().values().stream().allMatch(ready -> ready.equals("True")));
  }

  /** Whether each Deployment has all the pods that it wants. */
  Map<String, String> deployments() {
    Map<String, String> ready = new TreeMap<>();
    kubectl
        .run(
            "get",
            "deployments",
            "--selector=!kubeterminal.io/terminal",
            "-o",
            "jsonpath={range .items[*]}{.metadata.name} {.spec.replicas} {.status.readyReplicas}"
                + "{\"\\n\"}{end}")
        .lines()
        .map(line -> line.split(" ", -1))
        .forEach(words -> ready.put(words[0], words[1].equals(words[2]) ? "True" : "False"));
    return ready;
  }

  /** Where callers come from outside. */
  int port() {
    return Integer.parseInt(
        kubectl.run("get", "service", "api-service", "-o", "jsonpath={.spec.ports[0].nodePort}"));
  }

  /** What is there of terminals. */
  List<String> objectsOfTerminals() {
    return kubectl
        .run(
            "get",
            "deployments,services,secrets,pods",
            "--selector=kubeterminal.io/terminal",
            "-o",
            "name")
        .lines()
        .filter(line -> line.contains("/"))
        .toList();
  }

  @Override
  public void close() {
    try {
      if (Files.exists(manifest())) {
        kubectl.run("delete", "--wait=false", "--ignore-not-found", "-f", manifest().toString());
      }
    } finally {
      kubectl.run("delete", "namespace", kubectl.namespace(), "--wait=false", "--ignore-not-found");
    }
  }
}
