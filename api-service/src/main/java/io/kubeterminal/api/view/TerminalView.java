package io.kubeterminal.api.view;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.view.Watch.Changed;
import io.kubeterminal.api.view.Watch.Gone;
import io.kubeterminal.api.view.Watch.Over;
import io.kubeterminal.schema.TerminalRow;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The latest row and beat of every terminal, in memory. One thread writes what it reads from Kafka;
 * any number read and wait.
 */
@Component
public class TerminalView {

  private record Held(TerminalRow row, long offset) {}

  /** UUID's own order is that of signed numbers: not the order in which a reader sees them. */
  private static final Comparator<UUID> AS_TEXT =
      Comparator.comparingLong((UUID id) -> id.getMostSignificantBits() + Long.MIN_VALUE)
          .thenComparingLong(id -> id.getLeastSignificantBits() + Long.MIN_VALUE);

  private final Map<UUID, Instant> beats = new ConcurrentHashMap<>();
  private final ConcurrentSkipListMap<UUID, Held> rows = new ConcurrentSkipListMap<>(AS_TEXT);
  private final OwnerIndex owners = new OwnerIndex(AS_TEXT);
  private final Map<UUID, Set<Watch>> watches = new ConcurrentHashMap<>();
  private final PendingRequests pending;
  private final Set<Watch> watchesOfAll = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  public TerminalView(ApiSettings settings, InstantSource clock) {
    this.pending = new PendingRequests(settings.maxPending(), settings.pendingFor(), clock);
  }

  /** What is known of the terminal; null: nothing. */
  public @Nullable Terminal find(UUID id) {
    Held held = rows.get(id);
    if (held == null) {
      TerminalRow expected = pending.find(id);
      // The row may have come between the two looks.
      held = rows.get(id);
      if (held == null && expected != null) {
        held = new Held(expected, Terminal.PENDING);
      }
    }
    return held == null ? null : new Terminal(held.row(), held.offset(), beats.get(id));
  }

  /** At most {@code limit} terminals that are {@code wanted}, by id, from behind {@code after}. */
  public List<Terminal> list(Predicate<TerminalRow> wanted, @Nullable UUID after, int limit) {
    return list(null, wanted, after, limit);
  }

  /**
   * The same of one owner's terminals, without a look at those of others.
   *
   * @param owner null: everybody's
   */
  public List<Terminal> list(
      @Nullable String owner, Predicate<TerminalRow> wanted, @Nullable UUID after, int limit) {
    NavigableSet<UUID> ids = owner == null ? rows.navigableKeySet() : owners.of(owner);
    Stream<UUID> behind = (after == null ? ids : ids.tailSet(after, false)).stream();
    return behind.flatMap(this::held).filter(one -> wanted.test(one.row())).limit(limit).toList();
  }

  private Stream<Terminal> held(UUID id) {
    Held held = rows.get(id);
    return held == null
        ? Stream.empty()
        : Stream.of(new Terminal(held.row(), held.offset(), beats.get(id)));
  }

  /** The owner's terminals that have not ended, those included of which only the request is. */
  public List<TerminalRow> live(String owner) {
    // First those: a row that comes between the two looks is then seen in the second.
    return Stream.concat(pending.ids(owner).stream(), owners.of(owner).stream())
        .distinct()
        .map(this::find)
        .filter(terminal -> terminal != null && !terminal.ended())
        .map(Terminal::row)
        .toList();
  }

  /** Every terminal that is known, those included of which only the request is. */
  public List<Terminal> all() {
    return Stream.concat(rows.keySet().stream(), pending.ids().stream())
        .distinct()
        .map(this::find)
        .filter(Objects::nonNull)
        .toList();
  }

  /** Remembers an acknowledged request until its row is read, so that a GET does not miss it. */
  public Terminal expect(UUID id, TerminalRow requested) {
    pending.add(id, requested);
    if (rows.containsKey(id)) {
      pending.remove(id);
    } else {
      changed(id);
    }
    return new Terminal(requested, Terminal.PENDING, beats.get(id));
  }

  /** Starts to watch the terminal, known or not; close it. */
  public Watch watch(UUID id) {
    Watch watch =
        new Watch(
            Watch.OF_ONE,
            closed ->
                watches.computeIfPresent(
                    id,
                    (same, all) -> {
                      all.remove(closed);
                      return all.isEmpty() ? null : all;
                    }));
    watches.compute(
        id,
        (same, all) -> {
          Set<Watch> some = all == null ? ConcurrentHashMap.newKeySet() : all;
          some.add(watch);
          return some;
        });
    if (stopped) {
      watch.end();
    }
    return watch;
  }

  /** Whether somebody here waits for this terminal. */
  boolean isWatched(UUID id) {
    return watches.containsKey(id);
  }

  /** Starts to watch all terminals; close it. */
  public Watch watchAll() {
    Watch watch = new Watch(Watch.OF_ALL, watchesOfAll::remove);
    watchesOfAll.add(watch);
    if (stopped) {
      watch.end();
    }
    return watch;
  }

  /**
   * Waits until the terminal is as {@code wanted}, and returns it as it is then; or as it is after
   * {@code bound}, or when the service stops.
   */
  public @Nullable Terminal await(UUID id, Predicate<Terminal> wanted, Duration bound) {
    long deadline = System.nanoTime() + bound.toNanos();
    try (Watch watch = watch(id)) {
      Terminal terminal = find(id);
      while (terminal == null || !wanted.test(terminal)) {
        Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        switch (watch.next(left)) {
          case Changed changed -> terminal = changed.terminal();
          case Gone gone -> terminal = null;
          case Over over -> {
            return find(id);
          }
          case null -> {
            return find(id);
          }
        }
      }
      return terminal;
    }
  }

  /** How many terminals have a row. */
  int size() {
    return rows.size();
  }

  void row(UUID id, TerminalRow row, long offset) {
    // Only the provisioner needs it; here it would be the largest part of the view.
    row.setSealedCredential(null);
    Held before = rows.put(id, new Held(row, offset));
    if (before != null && !before.row().getOwner().equals(row.getOwner())) {
      owners.remove(before.row().getOwner(), id);
    }
    owners.add(row.getOwner(), id);
    pending.remove(id);
    changed(id);
  }

  void rowGone(UUID id) {
    Held before = rows.remove(id);
    if (before != null) {
      owners.remove(before.row().getOwner(), id);
    }
    pending.remove(id);
    tell(id, new Gone(id));
  }

  void beat(UUID id, Instant appendedAt) {
    beats.put(id, appendedAt);
    changed(id);
  }

  void beatGone(UUID id) {
    beats.remove(id);
  }

  /** Ends every watch, so that nobody's wait holds up the stop. */
  void stop() {
    stopped = true;
    watches.values().forEach(all -> all.forEach(Watch::end));
    watchesOfAll.forEach(Watch::end);
  }

  private void changed(UUID id) {
    Terminal terminal = find(id);
    if (terminal != null) {
      tell(id, new Changed(terminal));
    }
  }

  private void tell(UUID id, Watch.Change change) {
    watches.getOrDefault(id, Set.of()).forEach(watch -> watch.tell(change));
    watchesOfAll.forEach(watch -> watch.tell(change));
  }
}
