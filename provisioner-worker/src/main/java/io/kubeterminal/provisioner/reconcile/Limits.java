package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.schema.EndReason;
import java.time.Duration;

/**
 * How long a terminal may take, and how long a problem may last before it ends the terminal.
 *
 * @param provision to become ready, from when its Deployment is there
 * @param imagePull for an image that cannot be had: long enough for the kubelet to try twice
 * @param scheduling for a pod that no node takes: long enough for an autoscaler to add one
 * @param refusal for pods that the API server refuses
 * @param crash for a container that ends again and again
 * @param restarts of a container that was never ready, after which nobody waits any longer
 * @param nodeLost for a node that stopped answering
 */
record Limits(
    Duration provision,
    Duration imagePull,
    Duration scheduling,
    Duration refusal,
    Duration crash,
    int restarts,
    Duration nodeLost) {

  /** How long this problem may last. */
  Duration patience(EndReason reason) {
    return switch (reason) {
      case IMAGE_PULL -> imagePull;
      case UNSCHEDULABLE -> scheduling;
      case REFUSED, QUOTA -> refusal;
      case CRASHED -> crash;
      case NODE_LOST -> nodeLost;
      case PROVISION_TIMEOUT, UNKNOWN, IDLE, USER, ADMIN, MAX_LIFETIME, TOKEN_REVOKED -> provision;
    };
  }
}
