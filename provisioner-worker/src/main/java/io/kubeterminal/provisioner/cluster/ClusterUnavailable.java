package io.kubeterminal.provisioner.cluster;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The cluster cannot do it now, and may later: it is down, busy, or not set up for us yet. */
public final class ClusterUnavailable extends Exception {

  private final @Nullable Duration retryAfter;

  public ClusterUnavailable(String message) {
    this(message, null);
  }

  /**
   * @param retryAfter how long the cluster asked to be left alone; null: it did not say
   */
  public ClusterUnavailable(String message, @Nullable Duration retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}
