package io.kubeterminal.reaper;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Since when somebody listens in one partition, as its beacons tell. All times are append times in
 * milliseconds, so no client's clock matters.
 *
 * <p>Only what was seen counts: a chain of beacons holds while each comes soon after the one
 * before, whatever it claims. So a beacon that was on its way while the clock jumped, or whose
 * predecessors were compacted away (and beats with them) before the reaper read them, begins a new
 * chain. What is known is kept in a store: a restart of the reaper forgets nothing.
 *
 * @param now the append time of the newest record of the partition
 * @param since the beginning of the unbroken listening that lasts until {@code until}
 * @param until the append time of the newest beacon
 * @param chains each replica's unbroken chain of beacons
 */
record Listening(long now, long since, long until, Map<String, Chain> chains) {

  /** From the first to the last beacon of one replica's unbroken chain. */
  record Chain(long first, long last) {}

  static final long NEVER = Long.MIN_VALUE;

  /**
   * By how much append times may go back, as they do when another broker leads the partition; more
   * is a clock that was set, and listening begins anew.
   */
  static final long TOLERANCE = 5_000;

  /** Nothing was read yet. */
  static final Listening NOBODY = new Listening(NEVER, NEVER, NEVER, Map.of());

  Listening {
    chains = Map.copyOf(chains);
  }

  /** A record was appended at {@code time}. */
  Listening at(long time) {
    if (time > now) {
      return new Listening(time, since, until, chains);
    }
    return time >= now - TOLERANCE ? this : new Listening(time, NEVER, NEVER, Map.of());
  }

  /**
   * A beacon was appended at {@code time}.
   *
   * @param claimedSince the beginning of its chain, as it claims; null: it begins the chain
   * @param patience the longest step between two beacons of one chain, in milliseconds
   */
  Listening beacon(String replica, @Nullable Long claimedSince, long time, long patience) {
    Listening moved = at(time);
    Chain before = moved.chains.get(replica);
    boolean unbroken =
        before != null
            && time - before.last <= patience
            && claimedSince != null
            // A beginning in the future is one from before the clock went back.
            && (claimedSince <= before.last || claimedSince > time);
    Chain chain =
        before != null && unbroken
            ? new Chain(before.first, Math.max(before.last, time))
            : new Chain(time, time);
    Map<String, Chain> after = new HashMap<>(moved.chains);
    after.put(replica, chain);
    return new Listening(
        moved.now, moved.connectedSince(chain), Math.max(moved.until, time), after);
  }

  /** Whether the newest beacon is at most {@code freshness} milliseconds old. */
  boolean isFresh(long freshness) {
    return until != NEVER && now - until <= freshness;
  }

  /** The replicas whose last beacon is more than {@code age} milliseconds old. */
  List<String> silentFor(long age) {
    return chains.entrySet().stream()
        .filter(chain -> now - chain.getValue().last > age)
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  Listening without(String replica) {
    Map<String, Chain> others = new HashMap<>(chains);
    others.remove(replica);
    return new Listening(now, since, until, others);
  }

  /** The beginning of the union of all that touches {@code newest}, directly or through others. */
  private long connectedSince(Chain newest) {
    Stream<Chain> known = until == NEVER ? Stream.empty() : Stream.of(new Chain(since, until));
    long earliest = newest.first;
    for (Chain chain :
        Stream.concat(known, chains.values().stream())
            .sorted(Comparator.comparingLong(Chain::last).reversed())
            .toList()) {
      if (chain.last >= earliest) {
        earliest = Math.min(earliest, chain.first);
      }
    }
    return earliest;
  }
}
