package io.kubeterminal.provisioner.cluster;

import io.kubeterminal.schema.EndReason;
import java.time.Instant;

/**
 * What keeps a terminal from answering.
 *
 * @param reason what the terminal would fail with, were it to stay so
 * @param words of whoever noticed: kubelet, scheduler, controller
 * @param since when it began
 * @param restarts how often its process had to be started again
 */
public record Problem(EndReason reason, String words, Instant since, int restarts) {

  public Problem(EndReason reason, String words, Instant since) {
    this(reason, words, since, 0);
  }
}
