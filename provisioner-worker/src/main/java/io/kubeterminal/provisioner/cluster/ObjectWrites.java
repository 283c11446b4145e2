package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.PartialObjectMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes single objects, and never one that is not ours. */
final class ObjectWrites {

  /** Owns the fields that we apply, and nothing else. */
  static final String FIELD_MANAGER = "kube-terminal";

  private static final String MIRROR_MANAGER = "kube-terminal-mirror";

  private final KubernetesClient client;
  private final String namespace;

  ObjectWrites(KubernetesClient client, String namespace) {
    this.client = client;
    this.namespace = namespace;
  }

  /**
   * Applies without force, so that the API server refuses to merge it into a stranger's object; if
   * it does and the object is ours after all (somebody edited it), it is applied with force.
   */
  <T extends HasMetadata> T apply(T object) throws ClusterRefusal, ClusterUnavailable {
    Resource<T> resource = client.resource(object).inNamespace(namespace);
    try {
      return resource.fieldManager(FIELD_MANAGER).serverSideApply();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw refusal(object, e);
      }
    }
    try {
      refuseStrangers(object, resource.getAsPartialObjectMetadata());
      return resource.fieldManager(FIELD_MANAGER).forceConflicts().serverSideApply();
    } catch (KubernetesClientException e) {
      throw refusal(object, e);
    }
  }

  private static void refuseStrangers(HasMetadata ours, @Nullable PartialObjectMetadata found)
      throws ClusterRefusal {
    Map<String, String> labels = found == null ? null : found.getMetadata().getLabels();
    boolean same =
        found == null
            || (labels != null
                && labels.entrySet().containsAll(ours.getMetadata().getLabels().entrySet()));
    if (!same) {
      throw new ClusterRefusal(
          "a %s named %s is there already and is not ours"
              .formatted(ours.getKind(), ours.getMetadata().getName()));
    }
  }

  /**
   * Deletes the object with this uid and no other of its name.
   *
   * @param path of its kind in the namespace, such as {@code /api/v1/.../secrets}
   * @return what is left of it while something holds it back; null: it is gone
   */
  <T extends HasMetadata> @Nullable T delete(Class<T> type, String path, String name, String uid)
      throws ClusterRefusal, ClusterUnavailable {
    DeleteOptions options =
        new DeleteOptionsBuilder()
            .withNewPreconditions()
            .withUid(uid)
            .endPreconditions()
            .withPropagationPolicy("Background")
            .build();
    try {
      String answer = client.raw(path.formatted(namespace) + "/" + name, "DELETE", options);
      KubernetesResource left = client.getKubernetesSerialization().unmarshal(answer);
      return type.isInstance(left) ? type.cast(left) : null;
    } catch (KubernetesClientException e) {
      // Not found: gone. Conflict: gone too, for another object has its name now.
      if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND
          || e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
        return null;
      }
      throw ApiAnswer.refusal(e);
    }
  }

  /**
   * Sets one annotation of the Deployment with this uid, under a field manager of its own, so that
   * applying the terminal again neither removes nor owns it.
   */
  Deployment annotate(UUID terminalId, String uid, String annotation, String value)
      throws ClusterRefusal, ClusterUnavailable {
    Deployment patch =
        new DeploymentBuilder()
            .withNewMetadata()
            .withName(TerminalLabels.name(terminalId))
            .withUid(uid)
            .addToAnnotations(annotation, value)
            .endMetadata()
            .build();
    PatchContext context =
        new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(MIRROR_MANAGER)
            .build();
    try {
      String json = client.getKubernetesSerialization().asJson(patch);
      return client.resource(patch).inNamespace(namespace).patch(context, json);
    } catch (KubernetesClientException e) {
      throw ApiAnswer.refusal(e);
    }
  }

  /**
   * Sets one annotation of the terminal's pods: a pod that changes has its files looked at by its
   * kubelet at once, instead of within a minute and a half.
   */
  void touchPods(UUID terminalId, String annotation, String value)
      throws KubernetesClientException {
    PatchContext context = PatchContext.of(PatchType.JSON_MERGE);
    var pods = client.pods().inNamespace(namespace);
    List<PartialObjectMetadata> found =
        pods.withLabel(TerminalLabels.TERMINAL, terminalId.toString())
            .listAsPartialObjectMetadata(new ListOptions())
            .getItems();
    // An empty list of names comes as null.
    for (PartialObjectMetadata pod :
        Objects.requireNonNullElse(found, List.<PartialObjectMetadata>of())) {
      Pod patch =
          new PodBuilder()
              .withNewMetadata()
              .withName(pod.getMetadata().getName())
              .withUid(pod.getMetadata().getUid())
              .addToAnnotations(annotation, value)
              .endMetadata()
              .build();
      pods.resource(patch).patch(context, client.getKubernetesSerialization().asJson(patch));
    }
  }

  /** A 400 may quote what it did not understand, and of a Secret nothing may be quoted. */
  private static ClusterRefusal refusal(HasMetadata object, KubernetesClientException e)
      throws ClusterUnavailable {
    return object instanceof Secret && e.getCode() == HttpURLConnection.HTTP_BAD_REQUEST
        ? new ClusterRefusal("the API server did not understand the Secret")
        : ApiAnswer.refusal(e);
  }
}
