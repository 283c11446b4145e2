package io.kubeterminal.quickstart;

import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One thing that the provisioner does in the namespace of its terminals.
 *
 * @param group the API group; empty for the core group
 * @param resource with its subresource, if one is meant, behind a slash
 */
record NeededRight(String verb, String group, String resource) {

  static final List<NeededRight> ALL =
      Stream.of(
              of("apps", "deployments", "create", "patch", "get", "delete", "list", "watch"),
              of("", "services", "create", "patch", "get", "delete", "list", "watch"),
              // Secrets are never watched: only their names are listed.
              of("", "secrets", "create", "patch", "get", "delete", "list"),
              of("", "pods", "list", "watch"),
              // The way to a terminal from a machine that pods cannot be reached from.
              of("", "pods/portforward", "create"))
          .flatMap(rights -> rights)
          .toList();

  private static Stream<NeededRight> of(String group, String resource, String... verbs) {
    return Stream.of(verbs).map(verb -> new NeededRight(verb, group, resource));
  }

  boolean granted(KubernetesClient client, String namespace) {
    String[] names = resource.split("/");
    SelfSubjectAccessReview review =
        new SelfSubjectAccessReviewBuilder()
            .withNewSpec()
            .withNewResourceAttributes()
            .withNamespace(namespace)
            .withVerb(verb)
            .withGroup(group)
            .withResource(names[0])
            .withSubresource(names.length > 1 ? names[1] : null)
            .endResourceAttributes()
            .endSpec()
            .build();
    SelfSubjectAccessReview answer =
        client.authorization().v1().selfSubjectAccessReview().create(review);
    return answer.getStatus() != null && Boolean.TRUE.equals(answer.getStatus().getAllowed());
  }

  /** As a person says it: {@code create deployments.apps, list pods}. */
  static String words(List<NeededRight> rights) {
    return rights.stream().map(NeededRight::words).collect(Collectors.joining(", "));
  }

  private String words() {
    return verb + " " + (group.isEmpty() ? resource : resource + "." + group);
  }
}
