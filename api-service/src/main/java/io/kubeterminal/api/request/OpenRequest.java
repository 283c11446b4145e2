package io.kubeterminal.api.request;

import io.kubeterminal.schema.CredentialKind;
import org.jspecify.annotations.Nullable;

/**
 * A valid request for a terminal.
 *
 * @param owner whose it will be
 * @param displayName what its shell calls its user; null: the provisioner makes it of the owner
 */
record OpenRequest(
    String owner,
    @Nullable String displayName,
    CredentialKind credentialKind,
    String credential,
    String namespace,
    @Nullable String image,
    int ttlSeconds,
    @Nullable Integer lifetimeSeconds) {

  /**
   * SHA-256 (hex) of everything but the credential: a token that was renewed between two attempts
   * is still the same request.
   */
  String fingerprint() {
    // No part can hold a line feed, so no two requests have the same text.
    return Digests.hex(
        String.join(
                "\n",
                owner,
                credentialKind.name(),
                namespace,
                image == null ? "" : image,
                Integer.toString(ttlSeconds))
            + (displayName == null ? "" : "\n" + displayName)
            + (lifetimeSeconds == null ? "" : "\n\n" + lifetimeSeconds));
  }

  /** Does not show the credential. */
  @Override
  public String toString() {
    return "OpenRequest[owner=%s, namespace=%s, image=%s, ttlSeconds=%d]"
        .formatted(owner, namespace, image, ttlSeconds);
  }
}
