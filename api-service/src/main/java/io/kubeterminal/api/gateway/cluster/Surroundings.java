package io.kubeterminal.api.gateway.cluster;

import io.fabric8.kubernetes.client.Config;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process finds around it without asking anybody.
 *
 * @param inCluster whether it runs in a pod that may talk to its API server
 * @param kubeconfig whether there is a kubeconfig
 */
public record Surroundings(boolean inCluster, boolean kubeconfig) {

  public static Surroundings look() {
    return new Surroundings(
        Files.exists(Path.of(Config.KUBERNETES_SERVICE_ACCOUNT_TOKEN_PATH)),
        Config.getKubeconfigFilenames().stream()
            .anyMatch(file -> !file.isBlank() && Files.isRegularFile(Path.of(file))));
  }

  /** Whether there is an API server that could be asked. */
  public boolean hasApiServer() {
    return inCluster || kubeconfig;
  }
}
