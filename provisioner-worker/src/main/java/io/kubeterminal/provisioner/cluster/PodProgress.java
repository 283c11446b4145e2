package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.kubeterminal.schema.CreationStep;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a pod has come, from its status alone. The kubelet writes no status between the image and
 * the container's start, so IMAGE_PULLED is seen by itself only where the start fails or takes
 * long.
 */
final class PodProgress {

  /** What a container waits for that comes behind its image. */
  private static final Set<String> BEHIND_THE_IMAGE =
      Set.of(
          "CreateContainerConfigError",
          "PreCreateHookError",
          "CreateContainerError",
          "PreStartHookError",
          "RunContainerError",
          "CrashLoopBackOff");

  private PodProgress() {}

  /** The furthest step of any container; null: no node has the pod yet. */
  static @Nullable CreationStep of(PodStatus status) {
    List<ContainerStatus> containers = status.getContainerStatuses();
    if (containers.stream().anyMatch(PodProgress::runs)) {
      return CreationStep.STARTED;
    }
    if (containers.stream().anyMatch(PodProgress::hasImage)) {
      return CreationStep.IMAGE_PULLED;
    }
    return scheduled(status) ? CreationStep.SCHEDULED : null;
  }

  private static boolean runs(ContainerStatus container) {
    ContainerState state = container.getState();
    return state != null && state.getRunning() != null;
  }

  private static boolean hasImage(ContainerStatus container) {
    String imageId = container.getImageID();
    if (imageId != null && !imageId.isEmpty()) {
      return true;
    }
    ContainerState state = container.getState();
    if (state == null) {
      return false;
    }
    return state.getTerminated() != null
        || (state.getWaiting() != null
            && state.getWaiting().getReason() != null
            && BEHIND_THE_IMAGE.contains(state.getWaiting().getReason()));
  }

  private static boolean scheduled(PodStatus status) {
    return status.getConditions().stream()
        .anyMatch(
            condition ->
                "PodScheduled".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }
}
