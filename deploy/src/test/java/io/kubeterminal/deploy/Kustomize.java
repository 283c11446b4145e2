package io.kubeterminal.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Renders the folders of this module. That takes a kubectl 1.21 or later, also where the cluster,
 * and the kubectl that comes with it, is older: the one that {@value #KUBECTL} names, or one on the
 * path.
 */
final class Kustomize {

  static final String KUBECTL = "KUBE_TERMINAL_KUBECTL";

  /** 1.20 has version 2 inside and does not say so; its overlays cannot hold what ours do. */
  private static final Pattern NEW_ENOUGH = Pattern.compile("(?i)kustomize ?version\\W+v?([4-9])");

  /** Asks nobody. */
  private static final KubernetesClient READER =
      new KubernetesClientBuilder().withConfig(Config.empty()).build();

  private static final Optional<Path> KUBECTL_FOUND = kubectl();
  private static final Map<Path, String> RENDERED = new ConcurrentHashMap<>();

  private Kustomize() {}

  /** The objects that {@code folder} stands for. */
  static List<HasMetadata> objects(Path folder) {
    return objects(render(folder));
  }

  /** The objects in {@code yaml}, by Kubernetes' own classes where there are some. */
  static List<HasMetadata> objects(String yaml) {
    return READER.load(new ByteArrayInputStream(yaml.getBytes(UTF_8))).items();
  }

  /**
   * What {@code folder} stands for, as YAML; without a kubectl for it the test is skipped with a
   * word.
   */
  static String render(Path folder) {
    assumeTrue(
        KUBECTL_FOUND.isPresent(),
        "needs a kubectl 1.21 or later, on the path or named by " + KUBECTL);
    return RENDERED.computeIfAbsent(
        folder,
        made -> Script.run(KUBECTL_FOUND.orElseThrow().toString(), "kustomize", made.toString()));
  }

  private static Optional<Path> kubectl() {
    String named = System.getenv(KUBECTL);
    Stream<Path> onPath =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
            .map(folder -> Path.of(folder, "kubectl"));
    return Stream.concat(named == null ? Stream.of() : Stream.of(Path.of(named)), onPath)
        .filter(Files::isExecutable)
        .filter(
            kubectl ->
                NEW_ENOUGH.matcher(Script.run(kubectl.toString(), "version", "--client")).find())
        .findFirst();
  }
}
