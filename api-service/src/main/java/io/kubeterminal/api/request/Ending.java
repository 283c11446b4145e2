package io.kubeterminal.api.request;

import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.security.Caller;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.topic.Topics;
import java.time.InstantSource;
import org.springframework.stereotype.Component;

/** Asks for the end of a terminal: on its owner's behalf, or on an admin's. */
@Component
class Ending {

  private final Publisher publisher;
  private final InstantSource clock;

  Ending(Publisher publisher, InstantSource clock) {
    this.publisher = publisher;
    this.clock = clock;
  }

  Outcome close(TerminalRow row, Caller caller) {
    return publisher.publish(
        Topics.TERMINAL_EVENTS,
        row.getTerminalId(),
        new TerminalCloseRequested(
            row.getTerminalId(),
            caller.owns(row) ? EndReason.USER : EndReason.ADMIN,
            caller.name(),
            clock.instant(),
            null));
  }
}
