package io.kubeterminal.testing;

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
public final class Events {

  public static final Instant WRITERS_CLOCK = Instant.parse("1999-12-31T23:59:59Z");
  public static final String SEALED = "eyJhbGciOiJFQ0RILUVTIn0.a-_1.b.c.d";

  public static final String RENEWED = "eyJhbGciOiJFQ0RILUVTIn0.a-_1.b.c.e";

  private Events() {}

  public static TerminalRequested requested(UUID id) {
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

  public static TerminalProgressed progressed(UUID id) {
    return progressed(id, CreationStep.SCHEDULED);
  }

  public static TerminalProgressed progressed(UUID id, CreationStep step) {
    return new TerminalProgressed(id, step, WRITERS_CLOCK);
  }

  public static TerminalReady ready(UUID id) {
    return ready(id, 31_000);
  }

  public static TerminalReady ready(UUID id, int port) {
    return new TerminalReady(id, new Endpoint("10.0.0.1", port), WRITERS_CLOCK);
  }

  public static TerminalCredentialRenewed renewed(UUID id) {
    return new TerminalCredentialRenewed(id, CredentialKind.TOKEN, RENEWED, "fanux", WRITERS_CLOCK);
  }

  public static TerminalFailed failed(UUID id) {
    return new TerminalFailed(id, EndReason.IMAGE_PULL, "no such image", WRITERS_CLOCK);
  }

  public static TerminalCloseRequested closeRequested(UUID id) {
    return new TerminalCloseRequested(id, EndReason.USER, "fanux", WRITERS_CLOCK, null);
  }

  public static TerminalExpiring expiring(UUID id) {
    return new TerminalExpiring(id, null, WRITERS_CLOCK);
  }

  public static TerminalExpired expired(UUID id) {
    return new TerminalExpired(id, EndReason.IDLE, null, WRITERS_CLOCK);
  }

  public static TerminalClosed closed(UUID id) {
    return new TerminalClosed(id, WRITERS_CLOCK);
  }

  /**
   * @param record its record's name, such as TerminalReady
   */
  public static SpecificRecord of(String record, UUID id) {
    return switch (record) {
      case "TerminalRequested" -> requested(id);
      case "TerminalProgressed" -> progressed(id);
      case "TerminalReady" -> ready(id);
      case "TerminalCredentialRenewed" -> renewed(id);
      case "TerminalFailed" -> failed(id);
      case "TerminalCloseRequested" -> closeRequested(id);
      case "TerminalExpiring" -> expiring(id);
      case "TerminalExpired" -> expired(id);
      case "TerminalClosed" -> closed(id);
      default -> throw new IllegalArgumentException(record + " is no event of a terminal");
    };
  }
}
