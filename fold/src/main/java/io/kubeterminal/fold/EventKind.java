package io.kubeterminal.fold;

import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** The events a terminal can live through. */
public enum EventKind {
  REQUESTED(TerminalRequested.class),
  PROGRESSED(TerminalProgressed.class),
  READY(TerminalReady.class),
  CREDENTIAL_RENEWED(TerminalCredentialRenewed.class),
  FAILED(TerminalFailed.class),
  CLOSE_REQUESTED(TerminalCloseRequested.class),
  EXPIRING(TerminalExpiring.class),
  EXPIRED(TerminalExpired.class),
  CLOSED(TerminalClosed.class);

  private static final Map<Class<?>, EventKind> BY_RECORD =
      Arrays.stream(values()).collect(Collectors.toMap(kind -> kind.record, Function.identity()));

  private final Class<? extends SpecificRecord> record;

  EventKind(Class<? extends SpecificRecord> record) {
    this.record = record;
  }

  /** Empty for a record that is no event of a terminal. */
  static Optional<EventKind> of(SpecificRecord record) {
    return Optional.ofNullable(BY_RECORD.get(record.getClass()));
  }

  /** The name of its record, such as TerminalReady. */
  public String recordName() {
    return record.getSimpleName();
  }
}
