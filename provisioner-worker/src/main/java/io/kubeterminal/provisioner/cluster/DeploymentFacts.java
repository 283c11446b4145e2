package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.kubeterminal.schema.EndReason;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a terminal's Deployment.
 *
 * @param available whether its controller has seen its newest version, and a pod of it is available
 * @param problem why no pod of it could be made; null: none was refused
 * @param lastHeartbeat the mirrored heartbeat in unix seconds; 0: none is there
 */
record DeploymentFacts(boolean available, @Nullable Problem problem, long lastHeartbeat) {

  static DeploymentFacts of(Deployment deployment, @Nullable DeploymentFacts before, Instant now) {
    DeploymentStatus status = deployment.getStatus();
    return new DeploymentFacts(
        status != null && available(deployment, status),
        status == null ? null : problem(status, before, now),
        lastHeartbeat(deployment.getMetadata().getAnnotations()));
  }

  /** A status that nobody has written yet is not ready: absent numbers are no numbers. */
  private static boolean available(Deployment deployment, DeploymentStatus status) {
    Long observed = status.getObservedGeneration();
    Integer replicas = status.getAvailableReplicas();
    return observed != null
        && observed >= deployment.getMetadata().getGeneration()
        && replicas != null
        && replicas >= 1;
  }

  private static @Nullable Problem problem(
      DeploymentStatus status, @Nullable DeploymentFacts before, Instant now) {
    for (DeploymentCondition condition : status.getConditions()) {
      if ("ReplicaFailure".equals(condition.getType()) && "True".equals(condition.getStatus())) {
        String words = Objects.requireNonNullElse(condition.getMessage(), "pods are refused");
        EndReason reason =
            ApiAnswer.isRefusal(words) ? EndReason.REFUSED : EndReason.PROVISION_TIMEOUT;
        Problem known = before == null ? null : before.problem();
        Instant since = known == null || known.reason() != reason ? now : known.since();
        return new Problem(reason, words, since);
      }
    }
    return null;
  }

  private static long lastHeartbeat(@Nullable Map<String, String> annotations) {
    String text = annotations == null ? null : annotations.get(HeartbeatMirror.ANNOTATION);
    try {
      return text == null ? 0 : Long.parseLong(text);
    } catch (NumberFormatException editedByHand) {
      return 0;
    }
  }
}
