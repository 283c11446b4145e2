package io.kubeterminal.provisioner.fold;

import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** Events as the contract wants them; their own clocks are far off on purpose. */
final class Events {

  static final Instant WRITERS_CLOCK = Instant.parse("1999-12-31T23:59:59Z");
  static final String SEALED = "eyJhbGciOiJFQ0RILUVTIn0.a-_1.b.c.d";

  static final String RENEWED = "eyJhbGciOiJFQ0RILUVTIn0.a-_1.b.c.e";

  private Events() {}

  static TerminalRequested requested(UUID id) {
    return TerminalRequested.newBuilder()
        .setTerminalId(id)
        .setOwner("fanux")
        .setNamespace("team-a")
        .setCredentialKind(CredentialKind.TOKEN)
        .setSealedCredential(SEALED)
        .setImage("docker.io/fanux/kube-ttyd:latest")
        .setTtlSeconds(120)
        .setDisplayName("fan")
        .setLifetimeSeconds(3_600)
        .setRequestFingerprint("0123456789abcdef".repeat(4))
        .setRequestedAt(WRITERS_CLOCK)
        .build();
  }

  static TerminalProgressed progressed(UUID id) {
    return progressed(id, CreationStep.SCHEDULED);
  }

  static TerminalProgressed progressed(UUID id, CreationStep step) {
    return new TerminalProgressed(id, step, WRITERS_CLOCK);
  }

  static TerminalReady ready(UUID id) {
    return ready(id, 31_000);
  }

  static TerminalReady ready(UUID id, int port) {
    return new TerminalReady(id, new Endpoint("10.0.0.1", port), WRITERS_CLOCK);
  }

  static TerminalCredentialRenewed renewed(UUID id) {
    return new TerminalCredentialRenewed(id, CredentialKind.TOKEN, RENEWED, "fanux", WRITERS_CLOCK);
  }

  static TerminalFailed failed(UUID id) {
    return new TerminalFailed(id, EndReason.IMAGE_PULL, "no such image", WRITERS_CLOCK);
  }

  static TerminalCloseRequested closeRequested(UUID id) {
    return new TerminalCloseRequested(id, EndReason.USER, "fanux", WRITERS_CLOCK, null);
  }

  static TerminalExpiring expiring(UUID id) {
    return new TerminalExpiring(id, null, WRITERS_CLOCK);
  }

  static TerminalExpired expired(UUID id) {
    return new TerminalExpired(id, EndReason.IDLE, null, WRITERS_CLOCK);
  }

  static TerminalClosed closed(UUID id) {
    return new TerminalClosed(id, WRITERS_CLOCK);
  }

  static SpecificRecord of(EventKind kind, UUID id) {
    return switch (kind) {
      case REQUESTED -> requested(id);
      case PROGRESSED -> progressed(id);
      case READY -> ready(id);
      case CREDENTIAL_RENEWED -> renewed(id);
      case FAILED -> failed(id);
      case CLOSE_REQUESTED -> closeRequested(id);
      case EXPIRING -> expiring(id);
      case EXPIRED -> expired(id);
      case CLOSED -> closed(id);
    };
  }
}
