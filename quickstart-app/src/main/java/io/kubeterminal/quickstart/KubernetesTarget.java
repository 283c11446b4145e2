package io.kubeterminal.quickstart;

import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Objects;

/** The cluster that the current kubeconfig context names: the only one that is ever touched. */
final class KubernetesTarget {

  private static final int PATIENCE_MILLIS = 5_000;
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;

  private final Config config;
  private final String context;

  private KubernetesTarget(Config config, String context) {
    this.config = config;
    this.context = context;
  }

  /** Reads the kubeconfig, as {@code kubectl} would; asks no cluster yet. */
  static KubernetesTarget ofCurrentContext() throws CannotStart {
    Config found;
    try {
      found = Config.autoConfigure(null);
    } catch (RuntimeException e) {
      // Without its words, which quote the file.
      throw new CannotStart(
          "the kubeconfig cannot be read: 'kubectl config view' says what is wrong in it, and"
              + " where",
          e);
    }
    NamedContext current = found.getCurrentContext();
    if (current == null) {
      throw new CannotStart(
          "no current context in %s: set KUBECONFIG, or run 'kubectl config use-context NAME'"
              .formatted(String.join(", ", Config.getKubeconfigFilenames())));
    }
    Config impatient =
        new ConfigBuilder(found)
            .withConnectionTimeout(PATIENCE_MILLIS)
            .withRequestTimeout(PATIENCE_MILLIS)
            .withRequestRetryBackoffLimit(0)
            .build();
    return new KubernetesTarget(impatient, current.getName());
  }

  /** What a person checks before anything is done: context, server, namespace. */
  String description() {
    return "context %s, server %s, namespace %s".formatted(context, server(), namespace());
  }

  String server() {
    return config.getMasterUrl();
  }

  /** The context's namespace: where the terminals' pods will live. */
  String namespace() {
    return Objects.requireNonNullElse(config.getNamespace(), "default");
  }

  /** Asks the cluster whether it answers, and whether all that the provisioner does is allowed. */
  void check() throws CannotStart {
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      List<NeededRight> missing =
          NeededRight.ALL.stream().filter(right -> !right.granted(client, namespace())).toList();
      if (!missing.isEmpty()) {
        throw new CannotStart(
            "context %s may not %s in namespace %s: ask for the right, or choose another context"
                .formatted(context, NeededRight.words(missing), namespace()));
      }
    } catch (KubernetesClientException e) {
      throw unanswered(e);
    }
  }

  private CannotStart unanswered(KubernetesClientException e) {
    return switch (e.getCode()) {
      case UNAUTHORIZED ->
          new CannotStart(
              "the cluster at %s does not accept the credentials of context %s"
                  .formatted(server(), context),
              e);
      case FORBIDDEN ->
          new CannotStart("context %s may not even ask what it may do".formatted(context), e);
      default ->
          new CannotStart(
              "the cluster at %s cannot be reached: %s".formatted(server(), root(e)), e);
    };
  }

  private static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
