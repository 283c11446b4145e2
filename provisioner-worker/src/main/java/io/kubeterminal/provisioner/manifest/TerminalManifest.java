package io.kubeterminal.provisioner.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.kubeterminal.schema.CredentialKind;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Builds the objects of a terminal.
 *
 * <p>They are applied without force, so each says something that a stranger's object of the same
 * name says otherwise: the Secret its type, the Service its kind and port's name, the Deployment
 * its selector. The API server then refuses instead of merging the two.
 */
public final class TerminalManifest {

  /** Where ttyd listens in the pod. */
  public static final int PORT = 8080;

  static final String PORT_NAME = "ttyd";
  static final String TOKEN_KEY = "token";
  static final String TTYD_CREDENTIAL_KEY = "ttyd-credential";
  static final String SECRET_TYPE = "kubeterminal.io/credential";

  private final ManifestSettings settings;
  private final PodManifest pods;
  private final PodTemplate template;
  private final Function<UUID, String> ttydCredentials;

  /**
   * @param ttydCredentials what the ttyd of a terminal wants to be shown, as {@code user:password}
   * @throws IllegalArgumentException if the settings' pod template cannot be used, in one line
   */
  public TerminalManifest(ManifestSettings settings, Function<UUID, String> ttydCredentials) {
    this.settings = settings;
    this.ttydCredentials = ttydCredentials;
    this.pods = new PodManifest(settings);
    this.template = PodTemplate.read(settings.podTemplate());
    tryTemplate(CredentialKind.TOKEN);
    tryTemplate(CredentialKind.KUBECONFIG);
  }

  /** Under which key the Secret holds the credential. */
  static String credentialKey(CredentialKind kind) {
    return switch (kind) {
      case TOKEN -> TOKEN_KEY;
      case KUBECONFIG -> "kubeconfig";
      case UNKNOWN -> throw new IllegalArgumentException("a credential of no known kind");
    };
  }

  public TerminalObjects of(DesiredTerminal terminal) {
    return new TerminalObjects(secret(terminal), service(terminal), deployment(terminal));
  }

  /** All that changes when a terminal's credential does. */
  public Secret secret(DesiredTerminal terminal) {
    String key = credentialKey(terminal.credentialKind());
    return new SecretBuilder()
        .withMetadata(metadata(terminal))
        .editMetadata()
        .addToAnnotations(TerminalLabels.CREDENTIAL, terminal.credentialVersion())
        .endMetadata()
        .withType(SECRET_TYPE)
        .addToData(key, base64(terminal.credential()))
        .addToData(TTYD_CREDENTIAL_KEY, base64(ttydCredentials.apply(terminal.id())))
        .build();
  }

  private Service service(DesiredTerminal terminal) {
    // The protocol is spelled out because older API servers refuse to merge ports without one.
    ServiceBuilder service =
        new ServiceBuilder()
            .withMetadata(metadata(terminal))
            .withNewSpec()
            .withSelector(TerminalLabels.selector(settings.installation(), terminal.id()))
            .addNewPort()
            .withName(PORT_NAME)
            .withPort(PORT)
            .withTargetPort(new IntOrString(PORT))
            .withProtocol("TCP")
            .endPort()
            .endSpec();
    return switch (settings.serviceType()) {
      case NODE_PORT -> service.editSpec().withType("NodePort").endSpec().build();
      case HEADLESS ->
          service.editSpec().withType("ClusterIP").withClusterIP("None").endSpec().build();
    };
  }

  private Deployment deployment(DesiredTerminal terminal) {
    return new DeploymentBuilder()
        .withMetadata(metadata(terminal))
        .withNewSpec()
        .withReplicas(1)
        .withRevisionHistoryLimit(0)
        .withNewStrategy()
        .withType("Recreate")
        .endStrategy()
        .withNewSelector()
        .withMatchLabels(TerminalLabels.selector(settings.installation(), terminal.id()))
        .endSelector()
        .withTemplate(template.mergedInto(pod(terminal)))
        .endSpec()
        .build();
  }

  private PodTemplateSpec pod(DesiredTerminal terminal) {
    return new PodTemplateSpecBuilder()
        .withNewMetadata()
        .withLabels(TerminalLabels.of(settings.installation(), terminal.id()))
        .endMetadata()
        .withSpec(pods.of(terminal))
        .build();
  }

  /** A template that spoils terminals is found at the start, not by whoever asks for the first. */
  private void tryTemplate(CredentialKind kind) {
    PodTemplateSpec ours =
        pod(new DesiredTerminal(new UUID(0, 0), "user", "default", kind, "", null));
    try {
      TemplateRule.check(ours, template.mergedInto(ours));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "manifest.pod-template %s: %s".formatted(settings.podTemplate(), e.getMessage()), e);
    }
  }

  private ObjectMeta metadata(DesiredTerminal terminal) {
    return new ObjectMetaBuilder()
        .withName(TerminalLabels.name(terminal.id()))
        .withNamespace(settings.namespace())
        .withLabels(TerminalLabels.of(settings.installation(), terminal.id()))
        .withAnnotations(Map.of(TerminalLabels.OWNER, terminal.owner()))
        .build();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
