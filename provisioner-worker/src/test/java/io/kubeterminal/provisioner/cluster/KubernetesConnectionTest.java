package io.kubeterminal.provisioner.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.kubeterminal.startup.CannotStart;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KubernetesConnectionTest {

  private static final String SAYS_WHERE = "kubeconfig";

  @TempDir private Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(SAYS_WHERE);
  }

  @Test
  void aKubeconfigThatCannotBeReadIsNamedAndNotQuoted() throws Exception {
    ClusterSettings settings =
        new ClusterSettings(
            Duration.ofSeconds(1),
            null,
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            null,
            "kube-terminal-provisioner-mirror",
            10_000);
    Path kubeconfig = folder.resolve("config");
    Files.writeString(kubeconfig, "users: [{name: fanux, user: {token: very-secret\n");
    System.setProperty(SAYS_WHERE, kubeconfig.toString());

    Throwable refusal =
        catchThrowable(() -> KubernetesConnection.open(settings, new SimpleMeterRegistry()));

    assertThat(refusal)
        .isInstanceOf(CannotStart.class)
        .hasMessage("The kubeconfig cannot be read: " + kubeconfig)
        .hasNoCause()
        .hasNoSuppressedExceptions();
  }
}
