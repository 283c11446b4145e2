package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.kubeterminal.schema.CredentialKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the pod of a terminal: one container that keeps the contract of terminal images. */
final class PodManifest {

  private static final String CONTAINER = "terminal";
  private static final String CREDENTIAL_VOLUME = "credential";
  private static final String CREDENTIAL_FOLDER = "/etc/kube-terminal";
  private static final int READABLE = 0444;

  private final ManifestSettings settings;

  PodManifest(ManifestSettings settings) {
    this.settings = settings;
  }

  /** Under which key the Secret holds the credential. */
  static String credentialKey(CredentialKind kind) {
    return switch (kind) {
      case TOKEN -> "token";
      case KUBECONFIG -> "kubeconfig";
      case UNKNOWN -> throw new IllegalArgumentException("a credential of no known kind");
    };
  }

  PodSpec of(DesiredTerminal terminal) {
    PodSpec pod =
        new PodSpecBuilder()
            .withAutomountServiceAccountToken(false)
            // With links, each pod's environment would list every other terminal's address.
            .withEnableServiceLinks(false)
            .withTerminationGracePeriodSeconds((long) settings.terminationGraceSeconds())
            .withContainers(container(terminal))
            .build();
    return switch (terminal.credentialKind()) {
      case KUBECONFIG -> withKubeconfig(pod, terminal);
      case TOKEN, UNKNOWN -> pod;
    };
  }

  private Container container(DesiredTerminal terminal) {
    String image = terminal.image();
    return new ContainerBuilder()
        .withName(CONTAINER)
        .withImage(image == null ? settings.image() : image)
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
        // Not httpGet: ttyd answers that with 401 once it wants a credential.
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withPort(new IntOrString(TerminalManifest.PORT))
        .endTcpSocket()
        .withPeriodSeconds(1)
        .endReadinessProbe()
        .build();
  }

  private List<EnvVar> environment(DesiredTerminal terminal) {
    List<EnvVar> environment = new ArrayList<>();
    switch (terminal.credentialKind()) {
      case KUBECONFIG -> environment.add(variable("KUBECONFIG", CREDENTIAL_FOLDER + "/kubeconfig"));
      case TOKEN, UNKNOWN -> {
        environment.add(variable("APISERVER", settings.apiServer()));
        environment.add(token(terminal));
      }
    }
    environment.add(variable("NAMESPACE", terminal.namespace()));
    environment.add(variable("USER_NAME", terminal.owner()));
    environment.add(variable("TERMINAL_ID", terminal.id().toString()));
    if (settings.keepShell()) {
      environment.add(variable(KeptShell.COMMAND_VARIABLE, KeptShell.COMMAND));
      environment.add(variable(KeptShell.VARIABLE, KeptShell.SCRIPT));
    }
    return environment;
  }

  private PodSpec withKubeconfig(PodSpec pod, DesiredTerminal terminal) {
    return new PodSpecBuilder(pod)
        .editFirstContainer()
        .withCommand(settings.kubeconfigCommand())
        .addNewVolumeMount()
        .withName(CREDENTIAL_VOLUME)
        .withMountPath(CREDENTIAL_FOLDER)
        .withReadOnly(true)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName(CREDENTIAL_VOLUME)
        .withNewSecret()
        .withSecretName(TerminalLabels.name(terminal.id()))
        .withDefaultMode(READABLE)
        .endSecret()
        .endVolume()
        .build();
  }

  private static EnvVar token(DesiredTerminal terminal) {
    return new EnvVarBuilder()
        .withName("USER_TOKEN")
        .withNewValueFrom()
        .withNewSecretKeyRef()
        .withName(TerminalLabels.name(terminal.id()))
        .withKey(credentialKey(terminal.credentialKind()))
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
