package io.kubeterminal.provisioner.manifest;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;

/** The three objects that are one terminal. */
public record TerminalObjects(Secret secret, Service service, Deployment deployment) {

  /** Names the objects alone, for one of them holds a credential. */
  @Override
  public String toString() {
    return "TerminalObjects[" + deployment.getMetadata().getName() + "]";
  }
}
