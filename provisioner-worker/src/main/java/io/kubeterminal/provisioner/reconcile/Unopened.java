package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.reconcile.Rows.Held;
import io.kubeterminal.sealing.CredentialVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Renewed credentials that could not be opened: their terminals go on with what they have, as if it
 * were the newest, until their rows change again.
 */
final class Unopened {

  /** One that is forgotten is tried once more, and told once more. */
  private static final int REMEMBERED = 1_000;

  private final Map<UUID, Held> rows =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Held> eldest) {
          return size() > REMEMBERED;
        }
      };

  synchronized void add(Held held) {
    rows.put(held.terminalId(), held);
  }

  synchronized ObservedTerminal takenForNew(Held held, ObservedTerminal observed) {
    String sealed = held.row().getSealedCredential();
    return sealed != null && held.equals(rows.get(held.terminalId()))
        ? observed.withCredential(CredentialVersion.of(sealed))
        : observed;
  }
}
