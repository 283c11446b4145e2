package io.kubeterminal.audit.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.fold.Reading;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.testing.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** One event of each kind, with and without what may be missing, and what hostile writers write. */
final class Told {

  static final UUID ID = UUID.fromString("0b5e9a52-7a0f-4c3e-9a35-0f6cf2a4b001");
  static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

  /** What must never be seen: it stands where the encrypted key, the text and the tag stand. */
  static final String CANARY = "c2VjcmV0LWNhbmFyeQ";

  static final String SEALED =
      sealed("{\"alg\":\"ECDH-ES+A256KW\",\"enc\":\"A256GCM\",\"kid\":\"2026-11\"}");
  static final String SEALED_WITHOUT_KID =
      sealed("{\"alg\":\"ECDH-ES+A256KW\",\"enc\":\"A256GCM\"}");
  static final String SEALED_TO_AN_ODD_KEY =
      sealed("{\"alg\":\"ECDH-ES+A256KW\",\"enc\":\"A256GCM\",\"kid\":\"\\u001b[2J\\nroot\"}");

  private Told() {}

  static List<AuditedEvent> all() {
    List<SpecificRecord> events =
        List.of(
            TerminalRequested.newBuilder(Events.requested(ID)).setSealedCredential(SEALED).build(),
            bare(),
            new TerminalProgressed(ID, CreationStep.IMAGE_PULLED, NOON),
            Events.ready(ID),
            new TerminalReady(ID, new Endpoint("fd00::1", 31_000), NOON),
            new TerminalCredentialRenewed(
                ID, CredentialKind.TOKEN, SEALED_WITHOUT_KID, "fanux", NOON),
            new TerminalCredentialRenewed(
                ID, CredentialKind.TOKEN, SEALED_TO_AN_ODD_KEY, "fanux", NOON),
            new TerminalFailed(
                ID, EndReason.IMAGE_PULL, "back-off:\n  no such image\t\u001b[31m", NOON),
            new TerminalCloseRequested(ID, EndReason.ADMIN, "\u202egro.xunaf@", NOON, null),
            new TerminalExpiring(ID, null, NOON.plusSeconds(120)),
            new TerminalExpiring(ID, NOON, NOON.plusSeconds(600)),
            new TerminalExpired(ID, EndReason.IDLE, NOON, NOON.plusSeconds(600)),
            Events.closed(ID));
    List<AuditedEvent> all = new ArrayList<>();
    for (SpecificRecord event : events) {
      all.add(told(all.size(), ID.toString(), new Reading.Event(ID, event)));
    }
    all.add(told(all.size(), ID.toString(), new Reading.Refused("there is no value")));
    all.add(told(all.size(), "\u001b]0;x\u0007", new Reading.Refused("the key is not a UUID")));
    return all;
  }

  private static TerminalRequested bare() {
    return TerminalRequested.newBuilder()
        .setTerminalId(ID)
        .setOwner("Ана Петровић")
        .setCredentialKind(CredentialKind.KUBECONFIG)
        .setSealedCredential(SEALED)
        .setRequestedAt(NOON)
        .build();
  }

  private static AuditedEvent told(int offset, String key, Reading reading) {
    return new AuditedEvent(key, NOON.plusMillis(100L * offset), 3, offset, reading);
  }

  private static String sealed(String header) {
    String encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(UTF_8));
    return String.join(".", encoded, CANARY, CANARY, CANARY, CANARY);
  }
}
