package io.kubeterminal.api.security;

/** How callers prove who they are. There is no mode in which they need not. */
enum AuthMode {
  /** By a token that the API server of Kubernetes knows. */
  TOKEN_REVIEW,
  /** By a token of an OpenID Connect issuer. */
  OIDC,
  /** By the one key that the service was started with; everything belongs to one person. */
  KEY
}
