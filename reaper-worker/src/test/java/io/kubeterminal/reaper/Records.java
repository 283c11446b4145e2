package io.kubeterminal.reaper;

import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.time.Instant;
import java.util.UUID;

/** The records that other services write. */
final class Records {

  private Records() {}

  static Heartbeat beat(UUID id) {
    return Heartbeat.newBuilder().setTerminalId(id).setSentAt(Instant.EPOCH).build();
  }

  static Beacon beacon(String replica, Instant since) {
    return Beacon.newBuilder().setReplica(replica).setSince(since).build();
  }

  static TerminalRow ready(UUID id, int ttlSeconds, Instant readyAt) {
    return row(id, Phase.READY, ttlSeconds, readyAt);
  }

  static TerminalRow row(UUID id, Phase phase, int ttlSeconds, Instant readyAt) {
    return TerminalRow.newBuilder()
        .setTerminalId(id)
        .setPhase(phase)
        .setOwner("fanux")
        .setCredentialKind(CredentialKind.values()[0])
        .setTtlSeconds(ttlSeconds)
        .setRequestedAt(readyAt == null ? Instant.EPOCH : readyAt)
        .setReadyAt(readyAt)
        .build();
  }
}
