package io.kubeterminal.api.gateway.inside;

/** How terminals are reached: the setting {@code terminal.api.gateway.reach}. */
public enum Reach {
  /** Directly, and where that cannot be and a kubeconfig is there, through the API server. */
  AUTO,
  /** At the address in the row. */
  DIRECT,
  /** Through the API server. */
  PORT_FORWARD
}
