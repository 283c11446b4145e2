package io.kubeterminal.schema;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** One fixed record of each kind, for tests that go through all of them. */
public final class Samples {

  public static final UUID ID = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
  public static final Instant TIME = Instant.parse("2026-11-24T10:00:00.123Z");

  private Samples() {}

  public static List<SpecificRecord> all() {
    return List.of(
        new Beacon("api-1", TIME),
        new Heartbeat(ID, TIME),
        TerminalCloseRequested.newBuilder()
            .setTerminalId(ID)
            .setReason(EndReason.USER)
            .setRequestedBy("fanux")
            .setRequestedAt(TIME)
            .setSealedVersion("0123456789abcdef".repeat(2))
            .build(),
        new TerminalClosed(ID, TIME),
        new TerminalCredentialRenewed(ID, CredentialKind.TOKEN, "a.b.c.d.e", "fanux", TIME),
        new TerminalExpired(ID, EndReason.IDLE, TIME, TIME),
        new TerminalExpiring(ID, null, TIME),
        new TerminalFailed(ID, EndReason.IMAGE_PULL, "not found: nginx:0", TIME),
        new TerminalProgressed(ID, CreationStep.IMAGE_PULLED, TIME),
        new TerminalReady(ID, new Endpoint("10.244.0.7", 8080), TIME),
        requested(),
        row());
  }

  public static TerminalRequested requested() {
    return TerminalRequested.newBuilder()
        .setTerminalId(ID)
        .setOwner("fanux")
        .setNamespace("default")
        .setCredentialKind(CredentialKind.TOKEN)
        .setSealedCredential("a.b.c.d.e")
        .setImage("kube-ttyd:1")
        .setTtlSeconds(600)
        .setRequestFingerprint("00ff")
        .setDisplayName("fanux")
        .setLifetimeSeconds(86_400)
        .setRequestedAt(TIME)
        .build();
  }

  public static TerminalRow row() {
    return TerminalRow.newBuilder()
        .setTerminalId(ID)
        .setPhase(Phase.READY)
        .setOwner("fanux")
        .setNamespace("default")
        .setCredentialKind(CredentialKind.KUBECONFIG)
        .setSealedCredential("a.b.c.d.e")
        .setTtlSeconds(60)
        .setRequestedAt(TIME)
        .setReadyAt(TIME)
        .setEndpoint(new Endpoint("10.244.0.7", 8080))
        .setProgress(CreationStep.STARTED)
        .build();
  }
}
