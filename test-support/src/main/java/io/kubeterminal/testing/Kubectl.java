package io.kubeterminal.testing;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** kubectl in one namespace of the environment's KUBECONFIG, each command with an end in sight. */
public record Kubectl(String namespace) {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** In a new namespace, whose name begins so. */
  public static Kubectl inNewNamespace(String prefix) {
    Kubectl kubectl = new Kubectl(prefix + "-" + UUID.randomUUID().toString().substring(0, 8));
    kubectl.run("create", "namespace", kubectl.namespace());
    return kubectl;
  }

  /**
   * @return what it printed
   * @throws AssertionError with that, if it fails or does not end
   */
  public String run(String... arguments) {
    List<String> command = new ArrayList<>(List.of("kubectl", "--namespace=" + namespace));
    command.addAll(List.of(arguments));
    return Command.output(new ProcessBuilder(command), PATIENCE);
  }

  /** Removes the namespace, and does not wait until it is gone. */
  public void deleteNamespace() {
    run("delete", "namespace", namespace, "--wait=false");
  }
}
