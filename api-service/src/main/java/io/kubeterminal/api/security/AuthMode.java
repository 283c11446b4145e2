package io.kubeterminal.api.security;

/** How callers prove who they are. */
enum AuthMode {
  /** Not at all: for a service that only this machine can reach. */
  NONE,
  /** By the one key that the service was started with; everything belongs to one person. */
  KEY
}
