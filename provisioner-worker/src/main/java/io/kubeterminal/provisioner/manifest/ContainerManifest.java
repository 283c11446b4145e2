package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.kubeterminal.schema.CredentialKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the container of a terminal, which keeps the contract of terminal images. */
final class ContainerManifest {

  static final String NAME = "terminal";
  static final String CREDENTIAL_FOLDER = "/etc/kube-terminal";
  static final String TTYD_CREDENTIAL_VARIABLE = "TTYD_CREDENTIAL";
  static final String CA_FILE = "ca.crt";

  private static final String CA_FOLDER = "/etc/kube-terminal-ca";
  private static final String HOME = "/home/terminal";

  private final ManifestSettings settings;

  ContainerManifest(ManifestSettings settings) {
    this.settings = settings;
  }

  Container of(DesiredTerminal terminal) {
    String image = terminal.image();
    ContainerBuilder container =
        new ContainerBuilder()
            .withName(NAME)
            .withImage(image == null ? settings.image() : image)
            // Where the shell begins; most of the rest can only be read.
            .withWorkingDir(HOME)
            .withImagePullPolicy(settings.imagePullPolicy().word())
            .withEnv(environment(terminal))
            .addNewPort()
            .withName(TerminalManifest.PORT_NAME)
            .withContainerPort(TerminalManifest.PORT)
            .withProtocol("TCP")
            .endPort()
            .withNewResources()
            .withRequests(quantities(settings.requests()))
            .withLimits(quantities(settings.limits()))
            .endResources()
            .withNewSecurityContext()
            .withAllowPrivilegeEscalation(false)
            .withReadOnlyRootFilesystem(true)
            .withNewCapabilities()
            .withDrop("ALL")
            .endCapabilities()
            .endSecurityContext()
            .withVolumeMounts(mounts())
            // Not httpGet: ttyd answers that with 401, for it wants a credential.
            .withNewReadinessProbe()
            .withNewTcpSocket()
            .withPort(new IntOrString(TerminalManifest.PORT))
            .endTcpSocket()
            .withPeriodSeconds(1)
            .endReadinessProbe();
    return terminal.credentialKind() == CredentialKind.KUBECONFIG
        ? container.withCommand(settings.kubeconfigCommand()).build()
        : container.build();
  }

  private List<EnvVar> environment(DesiredTerminal terminal) {
    List<EnvVar> environment = new ArrayList<>();
    String credential =
        CREDENTIAL_FOLDER + "/" + TerminalManifest.credentialKey(terminal.credentialKind());
    switch (terminal.credentialKind()) {
      case KUBECONFIG -> environment.add(variable("KUBECONFIG", credential));
      case TOKEN, UNKNOWN -> {
        environment.add(variable("APISERVER", settings.apiServer()));
        environment.add(variable("USER_TOKEN_FILE", credential));
        if (settings.tokenInEnvironment()) {
          environment.add(secret("USER_TOKEN", terminal, TerminalManifest.TOKEN_KEY));
        }
        trust(environment);
      }
    }
    environment.add(
        secret(TTYD_CREDENTIAL_VARIABLE, terminal, TerminalManifest.TTYD_CREDENTIAL_KEY));
    environment.add(variable("HOME", HOME));
    environment.add(variable("NAMESPACE", terminal.namespace()));
    environment.add(variable("USER_NAME", terminal.userName()));
    environment.add(variable("TERMINAL_ID", terminal.id().toString()));
    if (settings.keepShell()) {
      environment.add(variable(KeptShell.COMMAND_VARIABLE, KeptShell.COMMAND));
      environment.add(variable(KeptShell.VARIABLE, KeptShell.SCRIPT));
    }
    return environment;
  }

  private void trust(List<EnvVar> environment) {
    if (settings.insecureSkipTlsVerify()) {
      environment.add(variable("INSECURE_SKIP_TLS_VERIFY", "true"));
    } else if (!settings.caConfigMap().isEmpty()) {
      environment.add(variable("CA_FILE", CA_FOLDER + "/" + CA_FILE));
    }
  }

  private List<VolumeMount> mounts() {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount(PodManifest.CREDENTIAL_VOLUME, CREDENTIAL_FOLDER, true));
    if (!settings.caConfigMap().isEmpty()) {
      mounts.add(mount(PodManifest.CA_VOLUME, CA_FOLDER, true));
    }
    mounts.add(mount(PodManifest.HOME_VOLUME, HOME, false));
    mounts.add(mount(PodManifest.TMP_VOLUME, "/tmp", false));
    return mounts;
  }

  private static VolumeMount mount(String volume, String folder, boolean readOnly) {
    return new VolumeMountBuilder()
        .withName(volume)
        .withMountPath(folder)
        .withReadOnly(readOnly ? true : null)
        .build();
  }

  private static EnvVar secret(String name, DesiredTerminal terminal, String key) {
    return new EnvVarBuilder()
        .withName(name)
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(TerminalLabels.name(terminal.id()))
        .withKey(key)
        .endSecretKeyRef()
        .endValueFrom()
        .build();
  }

  private static EnvVar variable(String name, String value) {
    return new EnvVarBuilder().withName(name).withValue(value).build();
  }

  private static Map<String, Quantity> quantities(Map<String, String> amounts) {
    Map<String, Quantity> quantities = new TreeMap<>();
    amounts.forEach((name, amount) -> quantities.put(name, new Quantity(amount)));
    return quantities;
  }
}
