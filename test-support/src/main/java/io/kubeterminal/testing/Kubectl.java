package io.kubeterminal.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** kubectl in one namespace of the environment's KUBECONFIG, each command with an end in sight. */
public record Kubectl(String namespace) {

  private static final long PATIENCE_SECONDS = 90;

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
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes(), UTF_8);
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        throw new AssertionError("%s: %s".formatted(String.join(" ", command), output));
      }
      return output;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** Removes the namespace, and does not wait until it is gone. */
  public void deleteNamespace() {
    run("delete", "namespace", namespace, "--wait=false");
  }
}
