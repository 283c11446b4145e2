package io.kubeterminal.api.view;

import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Requests of this replica that the broker has acknowledged and the provisioner has not answered
 * yet; bounded in number and time, oldest out first.
 */
final class PendingRequests {

  private record Pending(TerminalRow row, Instant until) {}

  private final LinkedHashMap<UUID, Pending> requests = new LinkedHashMap<>();
  private final OwnerIndex owners = new OwnerIndex(Comparator.naturalOrder());
  private final int max;
  private final Duration keep;
  private final InstantSource clock;

  PendingRequests(int max, Duration keep, InstantSource clock) {
    this.max = max;
    this.keep = keep;
    this.clock = clock;
  }

  synchronized void add(UUID id, TerminalRow row) {
    Instant now = clock.instant();
    remove(id);
    requests.put(id, new Pending(row, now.plus(keep)));
    owners.add(row.getOwner(), id);
    while (requests.size() > max || requests.firstEntry().getValue().until().isBefore(now)) {
      remove(requests.firstEntry().getKey());
    }
  }

  synchronized @Nullable TerminalRow find(UUID id) {
    Pending pending = requests.get(id);
    return pending == null || pending.until().isBefore(clock.instant()) ? null : pending.row();
  }

  synchronized Set<UUID> ids() {
    return Set.copyOf(requests.keySet());
  }

  synchronized Set<UUID> ids(String owner) {
    return Set.copyOf(owners.of(owner));
  }

  synchronized void remove(UUID id) {
    Pending known = requests.remove(id);
    if (known != null) {
      owners.remove(known.row().getOwner(), id);
    }
  }
}
