package io.kubeterminal.fold;

import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** What the bytes of one record of terminal-events came to. */
public sealed interface Reading {

  /** An event that keeps to the contract. */
  record Event(UUID terminalId, SpecificRecord event) implements Reading {}

  /** Not an event, or one the contract forbids; {@code reason} is one line without payload. */
  record Refused(String reason) implements Reading {}
}
