package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What an operator's pod template must leave as it is, or terminals would not be found or shut. */
final class TemplateRule {

  private TemplateRule() {}

  /**
   * @throws IllegalArgumentException naming what {@code merged} has lost of {@code ours}
   */
  static void check(PodTemplateSpec ours, PodTemplateSpec merged) {
    keep(
        "metadata.labels",
        merged.getMetadata() != null
            && merged.getMetadata().getLabels() != null
            && merged
                .getMetadata()
                .getLabels()
                .entrySet()
                .containsAll(ours.getMetadata().getLabels().entrySet()));
    if (merged.getSpec() == null) {
      keep("spec", false);
    }
    keep(
        "the volume " + PodManifest.CREDENTIAL_VOLUME,
        same(
            ours.getSpec().getVolumes(),
            merged.getSpec().getVolumes(),
            volume -> PodManifest.CREDENTIAL_VOLUME.equals(volume.getName())));
    Container container = container(ours);
    Container other = container(merged);
    keep(
        "the mount of the volume " + PodManifest.CREDENTIAL_VOLUME,
        same(
            container.getVolumeMounts(),
            other.getVolumeMounts(),
            mount -> PodManifest.CREDENTIAL_VOLUME.equals(mount.getName())));
    keep(
        "the variable " + ContainerManifest.TTYD_CREDENTIAL_VARIABLE,
        same(
            container.getEnv(),
            other.getEnv(),
            variable -> ContainerManifest.TTYD_CREDENTIAL_VARIABLE.equals(variable.getName())));
    keep("the port ttyd", other.getPorts().containsAll(container.getPorts()));
  }

  private static Container container(PodTemplateSpec template) {
    return template.getSpec().getContainers().stream()
        .filter(container -> ContainerManifest.NAME.equals(container.getName()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must leave the container " + ContainerManifest.NAME + " as it is"));
  }

  private static <T> boolean same(List<T> ours, List<T> merged, Predicate<T> meant) {
    return Objects.equals(
        ours.stream().filter(meant).toList(), merged.stream().filter(meant).toList());
  }

  private static void keep(String what, boolean kept) {
    if (!kept) {
      throw new IllegalArgumentException("must leave " + what + " as it is");
    }
  }
}
