package io.kubeterminal.provisioner.manifest;

import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.sealing.CredentialVersion;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a terminal should be like, with its credential opened.
 *
 * @param displayName what the shell calls its user; null: made from the owner
 * @param namespace where the shell starts, not where its objects live
 * @param credential a token or a whole kubeconfig, as {@code credentialKind} says
 * @param credentialVersion tells this credential from the one before it, as {@link
 *     CredentialVersion} makes it
 * @param image null: the default of whoever runs it
 */
public record DesiredTerminal(
    UUID id,
    String owner,
    @Nullable String displayName,
    String namespace,
    CredentialKind credentialKind,
    String credential,
    String credentialVersion,
    @Nullable String image) {

  private static final int LONGEST_NAME = 63;

  /** A terminal whose user is called as its owner, and whose credential is never renewed. */
  public DesiredTerminal(
      UUID id,
      String owner,
      String namespace,
      CredentialKind credentialKind,
      String credential,
      @Nullable String image) {
    this(id, owner, null, namespace, credentialKind, credential, "", image);
  }

  /**
   * What the shell calls its user: of an owner's name only what no tool takes for anything else
   * than a name.
   */
  public String userName() {
    if (displayName != null) {
      return displayName;
    }
    String name = owner.replaceAll("[^A-Za-z0-9._@:-]", "-").replaceFirst("^[^A-Za-z0-9]+", "");
    return name.isEmpty() ? "user" : name.substring(0, Math.min(name.length(), LONGEST_NAME));
  }

  /** Does not show the credential. */
  @Override
  public String toString() {
    return "DesiredTerminal[id=" + id + ", owner=" + owner + ", image=" + image + "]";
  }
}
