package io.kubeterminal.provisioner.manifest;

import io.kubeterminal.schema.CredentialKind;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal should be like, with its credential opened.
 *
 * @param namespace where the shell starts, not where its objects live
 * @param credential a token or a whole kubeconfig, as {@code credentialKind} says
 * @param image null: the default of whoever runs it
 */
public record DesiredTerminal(
    UUID id,
    String owner,
    String namespace,
    CredentialKind credentialKind,
    String credential,
    @Nullable String image) {

  /** Does not show the credential. */
  @Override
  public String toString() {
    return "DesiredTerminal[id=" + id + ", owner=" + owner + ", image=" + image + "]";
  }
}
