package io.kubeterminal.api.request;

import io.kubeterminal.schema.CredentialKind;

/** A credential in the place of the one that a terminal has. */
record NewCredential(CredentialKind kind, String text) {

  /** Does not show it. */
  @Override
  public String toString() {
    return "NewCredential[" + kind + "]";
  }
}
