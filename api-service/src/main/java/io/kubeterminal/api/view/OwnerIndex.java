package io.kubeterminal.api.view;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;

/** The ids of each owner's terminals, in order. */
final class OwnerIndex {

  private final Map<String, NavigableSet<UUID>> ids = new ConcurrentHashMap<>();
  private final Comparator<UUID> order;

  OwnerIndex(Comparator<UUID> order) {
    this.order = order;
  }

  void add(String owner, UUID id) {
    ids.compute(
        owner,
        (same, some) -> {
          NavigableSet<UUID> his = some == null ? new ConcurrentSkipListSet<>(order) : some;
          his.add(id);
          return his;
        });
  }

  void remove(String owner, UUID id) {
    ids.computeIfPresent(
        owner,
        (same, his) -> {
          his.remove(id);
          return his.isEmpty() ? null : his;
        });
  }

  NavigableSet<UUID> of(String owner) {
    return ids.getOrDefault(owner, Collections.emptyNavigableSet());
  }

  int owners() {
    return ids.size();
  }
}
