package io.kubeterminal.provisioner.cluster;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Since when the cluster has been answering without a gap. Patience with a terminal counts only
 * that time, so that an outage of the API server fails nobody's terminal.
 */
final class Hearing {

  private volatile @Nullable Instant since;

  void heard(Instant now) {
    if (since == null) {
      since = now;
    }
  }

  void unheard() {
    since = null;
  }

  boolean deaf() {
    return since == null;
  }

  /** From when to count what has been so since {@code start}. */
  Instant countFrom(Instant start, Instant now) {
    Instant heardSince = since;
    if (heardSince == null) {
      return now;
    }
    return heardSince.isAfter(start) ? heardSince : start;
  }
}
