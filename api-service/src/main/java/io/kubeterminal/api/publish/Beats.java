package io.kubeterminal.api.publish;

import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.topic.Topics;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Publishes beats; one that is lost ends this replica's claim to have listened. */
@Component
public class Beats {

  private final Publisher publisher;
  private final Beacons beacons;
  private final InstantSource clock;

  Beats(Publisher publisher, Beacons beacons, InstantSource clock) {
    this.publisher = publisher;
    this.beacons = beacons;
    this.clock = clock;
  }

  /** Writes a beat and waits for the acknowledgement, within the publisher's bound. */
  public Outcome beat(UUID terminalId) {
    Outcome outcome =
        publisher.publish(
            Topics.TERMINAL_HEARTBEATS, terminalId, new Heartbeat(terminalId, clock.instant()));
    switch (outcome) {
      case Acknowledged acknowledged -> {}
      case Unavailable unavailable -> beacons.lost(terminalId);
    }
    return outcome;
  }
}
