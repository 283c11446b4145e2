package io.kubeterminal.images;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.Kubectl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The services' images as hardened pods: nobody special, on a read-only root, without capabilities,
 * and with the AOT cache, or the JVM does not start.
 */
@ClusterTest
@EnabledIfEnvironmentVariable(
    named = ServicePod.TAG,
    matches = ".+",
    disabledReason = "needs KUBE_TERMINAL_SERVICE_IMAGES, the tag of the images in the cluster")
class ServiceImagesIT {

  private static final Duration STOPPING = Duration.ofSeconds(30);

  private static Kubectl kubectl;

  @BeforeAll
  static void start(@TempDir Path keys) throws IOException {
    kubectl = Kubectl.inNewNamespace("kt-images");
    SealingKeys.generateInto(keys);
    ShellKeys.generateInto(keys);
    kubectl.run("create", "serviceaccount", "service");
    kubectl.run(
        "create",
        "rolebinding",
        "service",
        "--clusterrole=edit",
        "--serviceaccount=" + kubectl.namespace() + ":service");
    kubectl.run("create", "secret", "generic", "keys", "--from-file=" + keys);
    ServicePod.apply(kubectl, ServicePod.resource("stand-ins.yaml"));
    kubectl.run("wait", "--for=condition=Ready", "--timeout=80s", "pod/kafka", "pod/registry");
  }

  @AfterAll
  static void stop() {
    if (kubectl != null) {
      kubectl.deleteNamespace();
    }
  }

  @ParameterizedTest
  @CsvSource({"api-service, 8080", "provisioner-worker, 8090", "reaper-worker, 8091"})
  void withoutKafkaItLivesAndWaitsAndASignalEndsIt(String service, int port) throws Exception {
    ServicePod pod = ServicePod.start(kubectl, service, service + "-alone", "nobody.invalid", port);
    pod.awaitUp("liveness");
    assertThat(pod.health("readiness")).isEqualTo("503");
    assertThat(pod.run("id -u; id -g")).isEqualTo("10001\n10001");
    assertThat(pod.run("echo >/app/x || echo >/x || echo refused"))
        .contains("/app/x: Read-only file system", "/x: Read-only file system", "refused");
    assertThat(pod.run("grep CapEff /proc/1/status")).endsWith("\t0000000000000000");
    assertThat(pod.run("tr '\\0' ' ' </proc/1/cmdline")).contains("-XX:AOTCache=/app/service.aot");
    assertThat(pod.run("healthy || echo not yet")).isEqualTo("not yet");
    assertThat(pod.stop(STOPPING)).isIn("0", "143");
  }

  @ParameterizedTest
  @CsvSource({"reaper-worker, 8091", "provisioner-worker, 8090", "api-service, 8080"})
  void withKafkaAndTheRegistryItIsReady(String service, int port) throws Exception {
    ServicePod pod = ServicePod.start(kubectl, service, service, "kafka", port);
    pod.awaitUp("readiness");
    assertThat(pod.run("healthy && echo yes")).isEqualTo("yes");
    assertThat(pod.stop(STOPPING)).isIn("0", "143");
  }
}
