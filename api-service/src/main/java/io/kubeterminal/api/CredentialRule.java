package io.kubeterminal.api;

/** Whether a request for a terminal must bring a credential for the cluster. */
public enum CredentialRule {
  REQUIRED,
  /** For terminals that can do without, such as shells on this machine. */
  OPTIONAL
}
