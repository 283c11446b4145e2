package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds the pod of a terminal: one container without any right, whose files are read-only but for
 * two folders in memory.
 *
 * <p>Nothing in it depends on the credential, so that a renewed one restarts nothing.
 */
final class PodManifest {

  static final String CREDENTIAL_VOLUME = "credential";
  static final String CA_VOLUME = "ca";
  static final String HOME_VOLUME = "home";
  static final String TMP_VOLUME = "tmp";

  /** For the pod's group too, which is how the terminal's user reads it. */
  private static final int OWNER_AND_GROUP = 0440;

  private final ManifestSettings settings;
  private final ContainerManifest containers;

  PodManifest(ManifestSettings settings) {
    this.settings = settings;
    this.containers = new ContainerManifest(settings);
  }

  PodSpec of(DesiredTerminal terminal) {
    return new PodSpecBuilder()
        .withAutomountServiceAccountToken(false)
        // With links, each pod's environment would list every other terminal's address.
        .withEnableServiceLinks(false)
        .withTerminationGracePeriodSeconds((long) settings.terminationGraceSeconds())
        .withNewSecurityContext()
        .withRunAsNonRoot(true)
        .withRunAsUser(settings.runAs())
        .withRunAsGroup(settings.runAs())
        .withFsGroup(settings.runAs())
        .withNewSeccompProfile()
        .withType("RuntimeDefault")
        .endSeccompProfile()
        .endSecurityContext()
        .withContainers(containers.of(terminal))
        .withVolumes(volumes(terminal))
        .build();
  }

  private List<Volume> volumes(DesiredTerminal terminal) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(credential(terminal));
    if (!settings.caConfigMap().isEmpty()) {
      volumes.add(ca());
    }
    volumes.add(inMemory(HOME_VOLUME, settings.homeSize()));
    volumes.add(inMemory(TMP_VOLUME, settings.tmpSize()));
    return volumes;
  }

  /** The credential alone: what ttyd wants to be shown is in the same Secret. */
  private static Volume credential(DesiredTerminal terminal) {
    String key = TerminalManifest.credentialKey(terminal.credentialKind());
    return new VolumeBuilder()
        .withName(CREDENTIAL_VOLUME)
        .withNewSecret()
        .withSecretName(TerminalLabels.name(terminal.id()))
        .withDefaultMode(OWNER_AND_GROUP)
        .addNewItem()
        .withKey(key)
        .withPath(key)
        .endItem()
        .endSecret()
        .build();
  }

  private Volume ca() {
    return new VolumeBuilder()
        .withName(CA_VOLUME)
        .withNewConfigMap()
        .withName(settings.caConfigMap())
        .withOptional(true)
        .addNewItem()
        .withKey(ContainerManifest.CA_FILE)
        .withPath(ContainerManifest.CA_FILE)
        .endItem()
        .endConfigMap()
        .build();
  }

  private static Volume inMemory(String name, String size) {
    return new VolumeBuilder()
        .withName(name)
        .withNewEmptyDir()
        .withMedium("Memory")
        .withSizeLimit(new Quantity(size))
        .endEmptyDir()
        .build();
  }
}
