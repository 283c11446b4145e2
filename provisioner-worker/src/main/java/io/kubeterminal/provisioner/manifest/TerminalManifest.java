package io.kubeterminal.provisioner.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.Base64;
import java.util.Map;

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
  static final String SECRET_TYPE = "kubeterminal.io/credential";

  private final ManifestSettings settings;
  private final PodManifest pods;

  public TerminalManifest(ManifestSettings settings) {
    this.settings = settings;
    this.pods = new PodManifest(settings);
  }

  public TerminalObjects of(DesiredTerminal terminal) {
    return new TerminalObjects(secret(terminal), service(terminal), deployment(terminal));
  }

  private Secret secret(DesiredTerminal terminal) {
    String key = PodManifest.credentialKey(terminal.credentialKind());
    return new SecretBuilder()
        .withMetadata(metadata(terminal))
        .withType(SECRET_TYPE)
        .withData(Map.of(key, base64(terminal.credential())))
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
        .withNewTemplate()
        .withNewMetadata()
        .withLabels(TerminalLabels.of(settings.installation(), terminal.id()))
        .endMetadata()
        .withSpec(pods.of(terminal))
        .endTemplate()
        .endSpec()
        .build();
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
