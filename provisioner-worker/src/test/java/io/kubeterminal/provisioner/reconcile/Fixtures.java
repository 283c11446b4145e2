package io.kubeterminal.provisioner.reconcile;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.jwk.JWKSet;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Rows with credentials that open, and the settings by default. */
final class Fixtures {

  static final int PARTITIONS = 12;
  static final ReconcileSettings SETTINGS =
      new Binder(new MapConfigurationPropertySource(Map.of()))
          .bindOrCreate("terminal.provisioner.reconcile", ReconcileSettings.class);

  static final Duration SWEEP = SETTINGS.sweepInterval();

  private static final JWKSet KEYS = SealingKeys.generate();
  static final Opener OPENER = new Opener(KEYS);
  private static final Sealer SEALER = new Sealer(KEYS.toPublicJWKSet());

  private Fixtures() {}

  static int partition(UUID id) {
    return BuiltInPartitioner.partitionForKey(id.toString().getBytes(UTF_8), PARTITIONS);
  }

  static TerminalRow requested(UUID id, Instant at) {
    TerminalRow row = new TerminalRow();
    row.setTerminalId(id);
    row.setPhase(Phase.REQUESTED);
    row.setOwner("fanux");
    row.setNamespace("default");
    row.setCredentialKind(CredentialKind.TOKEN);
    row.setSealedCredential(SEALER.seal(id, "not-a-real-token"));
    row.setRequestedAt(at);
    return row;
  }

  /** The row with another credential. */
  static TerminalRow renewed(TerminalRow row, String token) {
    TerminalRow renewed = TerminalRow.newBuilder(row).build();
    renewed.setSealedCredential(SEALER.seal(row.getTerminalId(), token));
    return renewed;
  }

  static TerminalRow ready(TerminalRow row, Endpoint endpoint) {
    TerminalRow ready = TerminalRow.newBuilder(row).build();
    ready.setPhase(Phase.READY);
    ready.setEndpoint(endpoint);
    return ready;
  }

  static TerminalRow in(TerminalRow row, Phase phase) {
    TerminalRow next = TerminalRow.newBuilder(row).build();
    next.setPhase(phase);
    if (phase != Phase.READY) {
      next.setEndpoint(null);
      next.setSealedCredential(null);
    }
    return next;
  }
}
