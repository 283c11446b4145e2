package io.kubeterminal.api.request;

import io.kubeterminal.schema.CredentialKind;
import org.jspecify.annotations.Nullable;

/** A valid request for a terminal. */
record OpenRequest(
    String user,
    CredentialKind credentialKind,
    String credential,
    String namespace,
    @Nullable String image,
    int ttlSeconds) {

  /**
   * SHA-256 (hex) of everything but the credential: a token that was renewed between two attempts
   * is still the same request.
   */
  String fingerprint() {
    // No part can hold a line feed, so no two requests have the same text.
    return Digests.hex(
        String.join(
            "\n",
            user,
            credentialKind.name(),
            namespace,
            image == null ? "" : image,
            Integer.toString(ttlSeconds)));
  }

  /** Does not show the credential. */
  @Override
  public String toString() {
    return "OpenRequest[user=%s, namespace=%s, image=%s, ttlSeconds=%d]"
        .formatted(user, namespace, image, ttlSeconds);
  }
}
