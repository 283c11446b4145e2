package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a terminal's pod: whether it is ready, where, and if not, why not and how far it
 * has come.
 */
record PodFacts(
    boolean ready,
    @Nullable String podIp,
    @Nullable String hostIp,
    @Nullable Problem problem,
    @Nullable CreationStep progress) {

  private static final Set<String> IMAGE_TROUBLE =
      Set.of(
          "ErrImagePull",
          "ImagePullBackOff",
          "InvalidImageName",
          "ErrImageNeverPull",
          "ImageInspectError",
          "RegistryUnavailable");

  /** Waiting reasons that are no trouble. */
  private static final Set<String> ON_ITS_WAY = Set.of("ContainerCreating", "PodInitializing");

  private static final String UNSCHEDULABLE = "Unschedulable";

  static PodFacts of(Pod pod, @Nullable PodFacts before, Instant now) {
    PodStatus status = pod.getStatus();
    if (status == null) {
      return new PodFacts(false, null, null, null, null);
    }
    boolean ready = isTrue(condition(status, "Ready"));
    Problem found = ready ? null : problem(status, now);
    Problem known = before == null ? null : before.problem();
    return new PodFacts(
        ready, status.getPodIP(), status.getHostIP(), merge(known, found), PodProgress.of(status));
  }

  /** The same trouble goes on since it began; a bare back-off does not hide why it backs off. */
  private static @Nullable Problem merge(@Nullable Problem known, @Nullable Problem found) {
    if (known == null || found == null || known.reason() != found.reason()) {
      return found;
    }
    boolean bare = found.reason() == EndReason.IMAGE_PULL && found.words().startsWith("Back-off");
    String words =
        bare && found.words().length() < known.words().length() ? known.words() : found.words();
    return new Problem(found.reason(), words, known.since(), found.restarts());
  }

  private static @Nullable Problem problem(PodStatus status, Instant now) {
    PodCondition scheduled = condition(status, "PodScheduled");
    if (scheduled != null && UNSCHEDULABLE.equals(scheduled.getReason())) {
      return new Problem(
          EndReason.UNSCHEDULABLE, words(scheduled.getMessage(), "no node takes it"), now);
    }
    if (nodeLost(status)) {
      return new Problem(
          EndReason.NODE_LOST, words(status.getMessage(), "its node stopped answering"), now);
    }
    for (ContainerStatus container : status.getContainerStatuses()) {
      Problem problem = problem(container, now);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  /**
   * Who reads nodes needs a right on the whole cluster; but a pod whose containers are all ready,
   * while the pod is not, was marked so by the node controller.
   */
  private static boolean nodeLost(PodStatus status) {
    List<ContainerStatus> containers = status.getContainerStatuses();
    PodCondition ready = condition(status, "Ready");
    return "NodeLost".equals(status.getReason())
        || (ready != null
            && !isTrue(ready)
            && !containers.isEmpty()
            && containers.stream()
                .allMatch(
                    container ->
                        Boolean.TRUE.equals(container.getReady())
                            && container.getState() != null
                            && container.getState().getRunning() != null));
  }

  private static @Nullable Problem problem(ContainerStatus container, Instant now) {
    ContainerState state = container.getState();
    int restarts = container.getRestartCount() == null ? 0 : container.getRestartCount();
    if (state == null) {
      return null;
    }
    ContainerStateWaiting waiting = state.getWaiting();
    if (waiting != null) {
      return waiting(container, waiting, restarts, now);
    }
    if (state.getTerminated() != null) {
      return new Problem(EndReason.CRASHED, ending(state.getTerminated()), now, restarts);
    }
    if (restarts > 0) {
      return new Problem(EndReason.CRASHED, lastEnding(container), now, restarts);
    }
    return new Problem(
        EndReason.PROVISION_TIMEOUT, "its container runs, but does not answer at its port", now);
  }

  private static @Nullable Problem waiting(
      ContainerStatus container, ContainerStateWaiting waiting, int restarts, Instant now) {
    String reason = waiting.getReason() == null ? "" : waiting.getReason();
    if (IMAGE_TROUBLE.contains(reason)) {
      String words = words(waiting.getMessage(), reason + ": " + container.getImage());
      return new Problem(EndReason.IMAGE_PULL, words, now);
    }
    if ("CrashLoopBackOff".equals(reason)) {
      return new Problem(EndReason.CRASHED, lastEnding(container), now, restarts);
    }
    if (reason.isEmpty() || ON_ITS_WAY.contains(reason)) {
      return null;
    }
    return new Problem(
        EndReason.CRASHED, reason + ": " + words(waiting.getMessage(), "no words"), now, restarts);
  }

  private static String lastEnding(ContainerStatus container) {
    ContainerState last = container.getLastState();
    return last == null || last.getTerminated() == null
        ? "its container ends again and again"
        : ending(last.getTerminated());
  }

  private static String ending(ContainerStateTerminated terminated) {
    return "container ended with exit code %d (%s)%s"
        .formatted(
            terminated.getExitCode() == null ? -1 : terminated.getExitCode(),
            words(terminated.getReason(), "no reason"),
            terminated.getMessage() == null ? "" : ": " + terminated.getMessage().strip());
  }

  private static @Nullable PodCondition condition(PodStatus status, String type) {
    return status.getConditions().stream()
        .filter(condition -> type.equals(condition.getType()))
        .findFirst()
        .orElse(null);
  }

  private static boolean isTrue(@Nullable PodCondition condition) {
    return condition != null && "True".equals(condition.getStatus());
  }

  private static String words(@Nullable String words, String otherwise) {
    return words == null || words.isBlank() ? otherwise : words.strip();
  }
}
