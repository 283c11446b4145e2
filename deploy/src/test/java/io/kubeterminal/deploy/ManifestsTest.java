package io.kubeterminal.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must be so in everything that kustomize makes of this module's folders. */
class ManifestsTest {

  private static final String OURS = "docker.io/kubeterminal/";
  private static final Pattern PINNED = Pattern.compile(".+(:[^:/]+|@sha256:[0-9a-f]{64})");

  /** What is to be applied by itself. */
  private static final Set<String> WHOLE =
      Set.of("overlays/test-cluster", "overlays/production", "overlays/production-tls");

  static List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(""))) {
      return files
          .filter(file -> file.endsWith("kustomization.yaml") && !file.startsWith("target"))
          .map(Path::getParent)
          .sorted()
          .toList();
    }
  }

  static List<Path> wholeOnes() {
    return WHOLE.stream().sorted().map(Path::of).toList();
  }

  @Test
  void allFoldersAreFound() throws IOException {
    assertThat(folders()).contains(Path.of("base")).containsAll(wholeOnes()).hasSize(9);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void kubernetesOwnClassesKnowEveryField(Path folder) {
    assertThat(Kustomize.objects(folder))
        .isNotEmpty()
        .allSatisfy(object -> assertThat(UnknownFields.in(object)).isEmpty());
  }

  @Test
  void aMisspeltFieldIsSeen() {
    String yaml =
        """
        apiVersion: v1
        kind: Pod
        metadata: {name: a}
        spec:
          containers:
            - name: b
              securityContext: {readOnlyRootFileSystem: true}
        """;
    assertThat(UnknownFields.in(Kustomize.objects(yaml).getFirst()))
        .containsExactly("Pod/a.spec.containers[].securityContext.readOnlyRootFileSystem");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void nothingSecretIsInThem(Path folder) {
    List<HasMetadata> objects = Kustomize.objects(folder);
    assertThat(objects).noneMatch(Secret.class::isInstance);
    assertThat(Kustomize.render(folder))
        .doesNotContainPattern("(?i)(password|jaas.config|user.info)\"?[:=] *[^ \\n]")
        .doesNotContain("BEGIN ");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void everyContainerIsProbedBoundedAndHardened(Path folder) {
    for (Deployment deployment : deployments(folder)) {
      PodSpec pod = deployment.getSpec().getTemplate().getSpec();
      assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
      assertThat(pod.getSecurityContext().getSeccompProfile().getType())
          .isEqualTo("RuntimeDefault");
      assertThat(pod.getEnableServiceLinks()).isFalse();
      assertThat(pod.getAutomountServiceAccountToken()).isNotNull();
      assertThat(pod.getHostNetwork()).isNull();
      assertThat(pod.getContainers())
          .isNotEmpty()
          .allSatisfy(container -> assertHardened(container));
      if (isOurs(deployment)) {
        assertThat(pod.getTopologySpreadConstraints()).hasSize(2);
        assertThat(pod.getContainers())
            .allSatisfy(
                container -> {
                  assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
                  assertThat(container.getReadinessProbe().getHttpGet().getPath())
                      .isEqualTo("/actuator/health/readiness");
                  assertThat(container.getLivenessProbe().getHttpGet().getPath())
                      .isEqualTo("/actuator/health/liveness");
                });
      }
    }
  }

  private static void assertHardened(Container container) {
    assertThat(container.getStartupProbe()).isNotNull();
    assertThat(container.getReadinessProbe()).isNotNull();
    assertThat(container.getLivenessProbe()).isNotNull();
    assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
    assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
    assertThat(bytes(container.getResources().getLimits().get("memory")))
        .isGreaterThanOrEqualTo(bytes(container.getResources().getRequests().get("memory")));
    assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
    assertThat(container.getSecurityContext().getPrivileged()).isNull();
    assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
  }

  private static long bytes(Quantity quantity) {
    return Quantity.getAmountInBytes(quantity).longValueExact();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void imagesArePinnedAndOursAreOfThisVersion(Path folder) throws IOException {
    Matcher version =
        Pattern.compile("<artifactId>kube-terminal</artifactId>\\s*<version>(.+)</version>")
            .matcher(Files.readString(Path.of("../pom.xml")));
    assertThat(version.find()).isTrue();
    assertThat(deployments(folder).stream().flatMap(ManifestsTest::images))
        .allMatch(image -> PINNED.matcher(image).matches() && !image.endsWith(":latest"))
        .allMatch(image -> !image.startsWith(OURS) || image.endsWith(":" + version.group(1)));
  }

  @Test
  void onlyWhoHasRightsHasATokenOfKubernetes() {
    assertThat(deployments(Path.of("base")))
        .filteredOn(
            deployment ->
                deployment.getSpec().getTemplate().getSpec().getAutomountServiceAccountToken())
        .extracting(deployment -> deployment.getMetadata().getName())
        .containsExactlyInAnyOrder("api-service", "provisioner-worker");
  }

  @ParameterizedTest
  @MethodSource("wholeOnes")
  void whatIsNamedIsThere(Path folder) throws IOException {
    assertThat(new References(Kustomize.objects(folder)).dangling()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wholeOnes")
  void everySecretThatIsNamedIsInTheDocuments(Path folder) throws IOException {
    String document = Files.readString(Path.of("../docs/deploying.md"));
    assertThat(new References(Kustomize.objects(folder)).secrets())
        .isNotEmpty()
        .allMatch(secret -> document.contains("`" + secret + "`"), "is in docs/deploying.md");
  }

  private static List<Deployment> deployments(Path folder) {
    return Kustomize.objects(folder).stream()
        .filter(Deployment.class::isInstance)
        .map(Deployment.class::cast)
        .toList();
  }

  private static boolean isOurs(Deployment deployment) {
    return images(deployment).allMatch(image -> image.startsWith(OURS));
  }

  private static Stream<String> images(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
        .map(Container::getImage);
  }
}
