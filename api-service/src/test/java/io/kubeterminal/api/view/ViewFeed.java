package io.kubeterminal.api.view;

import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.time.Instant;
import java.util.UUID;

/** Rows for tests, and a way to put them into a view as its reader does. */
public final class ViewFeed {

  public static final Instant REQUESTED_AT = Instant.parse("2026-11-24T10:00:00Z");
  public static final Instant READY_AT = Instant.parse("2026-11-24T10:00:02Z");

  private final TerminalView view;
  private long offset;

  public ViewFeed(TerminalView view) {
    this.view = view;
  }

  public void row(TerminalRow row) {
    view.row(row.getTerminalId(), row, offset++);
  }

  public void rowGone(UUID id) {
    view.rowGone(id);
  }

  public void beat(UUID id, Instant at) {
    view.beat(id, at);
  }

  public static TerminalRow requested(UUID id) {
    return TerminalRow.newBuilder()
        .setTerminalId(id)
        .setPhase(Phase.REQUESTED)
        .setOwner("fanux")
        .setCredentialKind(CredentialKind.TOKEN)
        .setSealedCredential("a.b.c.d.e")
        .setRequestedAt(REQUESTED_AT)
        .build();
  }

  public static TerminalRow ready(UUID id) {
    TerminalRow row = requested(id);
    row.setPhase(Phase.READY);
    row.setReadyAt(READY_AT);
    row.setEndpoint(new Endpoint("10.1.2.3", 30080));
    return row;
  }

  public static TerminalRow closing(UUID id, EndReason reason) {
    TerminalRow row = ready(id);
    row.setPhase(Phase.CLOSING);
    row.setEndpoint(null);
    row.setReason(reason);
    return row;
  }

  public static TerminalRow closed(UUID id, EndReason reason) {
    TerminalRow row = closing(id, reason);
    row.setPhase(Phase.CLOSED);
    row.setEndedAt(READY_AT.plusSeconds(700));
    return row;
  }

  public static TerminalRow failed(UUID id, EndReason reason, String message) {
    TerminalRow row = requested(id);
    row.setPhase(Phase.FAILED);
    row.setReason(reason);
    row.setMessage(message);
    row.setEndedAt(READY_AT);
    return row;
  }
}
