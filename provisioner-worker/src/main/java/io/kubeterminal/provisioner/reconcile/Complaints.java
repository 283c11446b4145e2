package io.kubeterminal.provisioner.reconcile;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says loudly that the cluster does not do its part, but not once a terminal and attempt. */
final class Complaints {

  private static final Logger log = LoggerFactory.getLogger(Complaints.class);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private long unsaid;

  Complaints(InstantSource clock) {
    this.clock = clock;
  }

  synchronized void complain(UUID terminalId, Exception failure) {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      unsaid++;
      return;
    }
    log.atWarn()
        .addKeyValue("terminal", terminalId)
        .addKeyValue("answer", failure.getMessage())
        .addKeyValue("unsaid", unsaid)
        .log("The cluster cannot do what is wanted for now, and is asked again");
    next = now.plus(EVERY);
    unsaid = 0;
  }
}
