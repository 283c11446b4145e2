package io.kubeterminal.provisioner.manifest;

/** How a terminal is reached. */
public enum ServiceType {
  /** At a port of every node, as ip:port from outside the cluster. */
  NODE_PORT,
  /** At its pod's own address, from inside the cluster; less than half as costly to create. */
  HEADLESS
}
