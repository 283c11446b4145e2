package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.provisioner.cluster.SeenObjects.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the last heartbeat on the terminal's Deployment, for operators who look at it with kubectl.
 * Nothing is decided by it: a beat that cannot be written is dropped, for the next says the same.
 */
final class HeartbeatMirror implements AutoCloseable {

  /** Unix seconds of the last heartbeat, by the broker's clock. */
  static final String ANNOTATION = "LastHeartbeat";

  private static final Logger log = LoggerFactory.getLogger(HeartbeatMirror.class);
  private static final Duration AT_MOST_EVERY = Duration.ofMinutes(1);

  private final KubernetesCluster cluster;
  private final int capacity;
  private final Thread writer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final Map<UUID, Long> waiting = new LinkedHashMap<>();

  /**
   * @param capacity how many beats may wait
   */
  HeartbeatMirror(KubernetesCluster cluster, int capacity) {
    this.cluster = cluster;
    this.capacity = capacity;
    this.writer = Thread.ofVirtual().name("heartbeat-mirror").start(this::write);
  }

  /** Takes a beat over; never waits. Of several beats of one terminal the latest is written. */
  void beat(UUID terminalId, Instant at) {
    Seen<DeploymentFacts> deployment = cluster.liveDeployment(terminalId);
    long seconds = at.getEpochSecond();
    if (deployment == null || !due(deployment.facts().lastHeartbeat(), seconds)) {
      return;
    }
    lock.lock();
    try {
      if (waiting.size() < capacity || waiting.containsKey(terminalId)) {
        waiting.merge(terminalId, seconds, Math::max);
        arrival.signal();
      }
    } finally {
      lock.unlock();
    }
  }

  static boolean due(long known, long beat) {
    return beat - known >= AT_MOST_EVERY.toSeconds();
  }

  private void write() {
    try {
      while (true) {
        Map.Entry<UUID, Long> beat = next();
        write(beat.getKey(), beat.getValue());
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private Map.Entry<UUID, Long> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (waiting.isEmpty()) {
        arrival.await();
      }
      UUID first = waiting.keySet().iterator().next();
      @Nullable Long seconds = waiting.remove(first);
      return Map.entry(first, seconds == null ? 0L : seconds);
    } finally {
      lock.unlock();
    }
  }

  private void write(UUID terminalId, long seconds) {
    Seen<DeploymentFacts> deployment = cluster.liveDeployment(terminalId);
    if (deployment == null || !due(deployment.facts().lastHeartbeat(), seconds)) {
      return;
    }
    try {
      cluster.annotate(terminalId, deployment.uid(), ANNOTATION, Long.toString(seconds));
    } catch (ClusterRefusal | ClusterUnavailable | RuntimeException e) {
      log.atDebug()
          .addKeyValue("terminal", terminalId)
          .addKeyValue("answer", e.getMessage())
          .log("A heartbeat could not be mirrored");
    }
  }

  @Override
  public void close() {
    writer.interrupt();
  }
}
