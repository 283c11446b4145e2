package io.kubeterminal.testing.interop;

import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** One record of each kind that is on a topic. */
final class InteropRecords {

  static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  static final Instant TIME = Instant.parse("2026-11-24T10:00:00.123Z");

  private InteropRecords() {}

  static List<SpecificRecord> all() {
    return List.of(
        requested(),
        new TerminalCredentialRenewed(ID, CredentialKind.TOKEN, "a.b.c.d.e", "fanux", TIME),
        new TerminalProgressed(ID, CreationStep.IMAGE_PULLED, TIME),
        new TerminalReady(ID, new Endpoint("10.244.0.7", 8080), TIME),
        new TerminalFailed(ID, EndReason.IMAGE_PULL, "nicht gefunden: größer", TIME),
        new TerminalCloseRequested(ID, EndReason.USER, "fanux", TIME, "0123456789abcdef".repeat(2)),
        new TerminalExpiring(ID, null, TIME),
        new TerminalExpired(ID, EndReason.IDLE, TIME, TIME),
        new TerminalClosed(ID, TIME),
        new Heartbeat(ID, TIME),
        new Beacon("api-1", null),
        row());
  }

  static TerminalRequested requested() {
    return TerminalRequested.newBuilder()
        .setTerminalId(ID)
        .setOwner("fanux")
        .setCredentialKind(CredentialKind.TOKEN)
        .setSealedCredential("a.b.c.d.e")
        .setRequestedAt(TIME)
        .build();
  }

  private static TerminalRow row() {
    return TerminalRow.newBuilder()
        .setTerminalId(ID)
        .setPhase(Phase.READY)
        .setOwner("fanux")
        .setCredentialKind(CredentialKind.KUBECONFIG)
        .setSealedCredential("a.b.c.d.e")
        .setRequestedAt(TIME)
        .setEndpoint(new Endpoint("10.244.0.7", 8080))
        .setProgress(CreationStep.STARTED)
        .setReason(EndReason.QUOTA)
        .build();
  }
}
