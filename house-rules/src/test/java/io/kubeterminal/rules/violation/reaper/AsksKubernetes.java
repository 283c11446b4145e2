package io.kubeterminal.rules.violation.reaper;

import io.fabric8.kubernetes.client.KubernetesClient;

/** A deliberate violation: it talks to Kubernetes from outside of its one package. */
public record AsksKubernetes(KubernetesClient client) {}
