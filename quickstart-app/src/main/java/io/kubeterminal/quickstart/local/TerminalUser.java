package io.kubeterminal.quickstart.local;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * For whom a local terminal runs, and as whom its {@code kubectl} speaks.
 *
 * @param name what the shell calls its user
 * @param namespace the Kubernetes namespace that its {@code kubectl} starts in
 * @param apiServer the API server that its {@code kubectl} speaks to, or null: none is known
 * @param kubeconfig what is written into the terminal's private folder, or null: nothing is
 */
public record TerminalUser(
    String name, String namespace, @Nullable URI apiServer, @Nullable String kubeconfig) {

  /** Leaves the kubeconfig out: it holds a credential. */
  @Override
  public String toString() {
    return "TerminalUser[name=%s, namespace=%s, apiServer=%s]"
        .formatted(name, namespace, apiServer);
  }
}
