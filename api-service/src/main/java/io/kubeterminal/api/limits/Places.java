package io.kubeterminal.api.limits;

import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.schema.TerminalRow;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * The terminals that each owner has or is about to have: those in the view, and those on their way
 * to the log. A terminal that is in both is one, so no moment of its creation counts it twice, or
 * not at all.
 */
final class Places {

  private final TerminalView view;
  private final int most;
  private final Map<String, Set<UUID>> onTheirWay = new HashMap<>();

  Places(TerminalView view, int most) {
    this.view = view;
    this.most = most;
  }

  /** A place for this terminal; false: there is none. */
  synchronized boolean take(String owner, UUID id) {
    Set<UUID> his = new HashSet<>(onTheirWay.getOrDefault(owner, Set.of()));
    for (TerminalRow row : view.live(owner)) {
      his.add(row.getTerminalId());
    }
    if (!his.contains(id) && his.size() >= most) {
      return false;
    }
    onTheirWay.computeIfAbsent(owner, same -> new HashSet<>()).add(id);
    return true;
  }

  /** It is in the view now, or will not be. */
  synchronized void arrived(String owner, UUID id) {
    onTheirWay.computeIfPresent(
        owner,
        (same, ids) -> {
          ids.remove(id);
          return ids.isEmpty() ? null : ids;
        });
  }
}
