package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.provisioner.cluster.ObservedTerminal.Part;
import io.kubeterminal.provisioner.cluster.SeenObjects.Seen;
import io.kubeterminal.provisioner.manifest.TerminalManifest;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.Endpoint;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts what was seen of a terminal's objects together into what is there of it. */
record Observation(
    @Nullable Seen<String> secret,
    @Nullable Seen<ServiceFacts> service,
    @Nullable Seen<DeploymentFacts> deployment,
    List<Seen<PodFacts>> pods) {

  /**
   * @param nodeHost the host of endpoints behind a node port; null: the pod's node
   */
  ObservedTerminal at(Instant now, Hearing hearing, @Nullable String nodeHost) {
    Set<Part> present = EnumSet.noneOf(Part.class);
    Set<Part> leaving = EnumSet.noneOf(Part.class);
    note(Part.SECRET, secret, present, leaving);
    note(Part.SERVICE, service, present, leaving);
    note(Part.DEPLOYMENT, deployment, present, leaving);
    Endpoint endpoint = endpoint(nodeHost);
    return new ObservedTerminal(
        present,
        leaving,
        deployment == null ? null : hearing.countFrom(deployment.firstSeen(), now),
        endpoint,
        endpoint != null || hearing.deaf() ? null : problem(),
        progress(),
        secret == null ? null : secret.facts());
  }

  private @Nullable Endpoint endpoint(@Nullable String nodeHost) {
    if (deployment == null || deployment.leaving() || !deployment.facts().available()) {
      return null;
    }
    Seen<PodFacts> ready =
        newest(pods.stream().filter(pod -> pod.facts().ready() && !pod.leaving()).toList());
    if (service == null || ready == null) {
      return null;
    }
    int nodePort = service.facts().nodePort();
    if (nodePort == 0) {
      String podIp = ready.facts().podIp();
      return podIp == null ? null : new Endpoint(podIp, TerminalManifest.PORT);
    }
    String host = nodeHost == null ? ready.facts().hostIp() : nodeHost;
    return host == null ? null : new Endpoint(host, nodePort);
  }

  /** The newest pod's own trouble, or why there is no pod. */
  private @Nullable Problem problem() {
    Seen<PodFacts> pod = newest(pods);
    if (pod != null && pod.facts().problem() != null) {
      return pod.facts().problem();
    }
    return deployment == null ? null : deployment.facts().problem();
  }

  /** A pod that goes says nothing of the one that comes. */
  private @Nullable CreationStep progress() {
    Seen<PodFacts> pod = newest(pods);
    return pod == null || pod.leaving() ? null : pod.facts().progress();
  }

  private static @Nullable Seen<PodFacts> newest(List<Seen<PodFacts>> pods) {
    return pods.stream()
        .max(
            Comparator.<Seen<PodFacts>, Boolean>comparing(pod -> !pod.leaving())
                .thenComparing(Seen::firstSeen)
                .thenComparing(Seen::version))
        .orElse(null);
  }

  private static void note(
      Part part, @Nullable Seen<?> object, Set<Part> present, Set<Part> leaving) {
    if (object != null) {
      present.add(part);
      if (object.leaving()) {
        leaving.add(part);
      }
    }
  }
}
