package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What was last heard of the objects of one kind, by terminal. News comes from watches, lists and
 * the answers to our own writes, in any order: the resource version says which is newest, and what
 * was seen gone never comes back.
 *
 * @param <T> the kind
 * @param <V> what is kept of an object
 */
final class SeenObjects<T extends HasMetadata, V> {

  /** What is kept of an object, given what was kept of its last version. */
  interface Reader<T, V> {
    V read(T object, @Nullable V before, Instant now);
  }

  /** One object. */
  record Seen<V>(String uid, long version, boolean leaving, Instant firstSeen, V facts) {}

  /** Enough for every late event of what was just deleted. */
  private static final int REMEMBERED_DEAD = 10_000;

  private final Reader<T, V> reader;
  private final InstantSource clock;
  private final Map<UUID, Map<String, Seen<V>>> seen = new HashMap<>();
  private final Map<String, Boolean> dead =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED_DEAD;
        }
      };

  SeenObjects(Reader<T, V> reader, InstantSource clock) {
    this.reader = reader;
    this.clock = clock;
  }

  /** The objects of the terminal. */
  synchronized List<Seen<V>> of(UUID terminalId) {
    return List.copyOf(seen.getOrDefault(terminalId, Map.of()).values());
  }

  /** The one object of the terminal, for kinds of which it has one. */
  synchronized @Nullable Seen<V> only(UUID terminalId) {
    Seen<V> newest = null;
    for (Seen<V> candidate : seen.getOrDefault(terminalId, Map.of()).values()) {
      if (newest == null || candidate.version() > newest.version()) {
        newest = candidate;
      }
    }
    return newest;
  }

  synchronized Set<UUID> terminals() {
    return new HashSet<>(seen.keySet());
  }

  /** Whether this version of the object, or a newer one, was seen, or that it is gone. */
  synchronized boolean knows(UUID terminalId, ObjectMeta metadata) {
    Seen<V> known = seen.getOrDefault(terminalId, Map.of()).get(metadata.getUid());
    return dead.containsKey(metadata.getUid())
        || (known != null && known.version() >= version(metadata.getResourceVersion()));
  }

  /**
   * @return whether that was news
   */
  synchronized boolean offer(UUID terminalId, T object) {
    ObjectMeta metadata = object.getMetadata();
    if (knows(terminalId, metadata)) {
      return false;
    }
    String uid = metadata.getUid();
    long version = version(metadata.getResourceVersion());
    Seen<V> before = seen.getOrDefault(terminalId, Map.of()).get(uid);
    Instant now = clock.instant();
    Seen<V> newest =
        new Seen<>(
            uid,
            version,
            metadata.getDeletionTimestamp() != null,
            before == null ? now : before.firstSeen(),
            reader.read(object, before == null ? null : before.facts(), now));
    seen.computeIfAbsent(terminalId, id -> new HashMap<>()).put(uid, newest);
    return true;
  }

  /**
   * @return whether that was news
   */
  synchronized boolean gone(UUID terminalId, String uid) {
    dead.put(uid, true);
    return remove(terminalId, uid);
  }

  /**
   * Takes note of a list: what is missing in it, and is not newer than it, is gone.
   *
   * @param scope the terminals the list was made for
   * @return the terminals of which that was news
   */
  synchronized Set<UUID> listed(Set<UUID> scope, Map<T, UUID> items, String listVersion) {
    Set<UUID> changed = new HashSet<>();
    Set<String> uids = new HashSet<>();
    items.forEach(
        (object, terminalId) -> {
          uids.add(object.getMetadata().getUid());
          if (offer(terminalId, object)) {
            changed.add(terminalId);
          }
        });
    changed.addAll(forgetOthers(scope, uids, version(listVersion)));
    return changed;
  }

  /** Of {@code scope}, forgets what is not among {@code uids} and not newer than the list. */
  synchronized Set<UUID> forgetOthers(Set<UUID> scope, Collection<String> uids, long listVersion) {
    Set<UUID> changed = new HashSet<>();
    for (UUID terminalId : scope) {
      for (Seen<V> object : of(terminalId)) {
        if (!uids.contains(object.uid()) && object.version() <= listVersion) {
          gone(terminalId, object.uid());
          changed.add(terminalId);
        }
      }
    }
    return changed;
  }

  private boolean remove(UUID terminalId, String uid) {
    Map<String, Seen<V>> objects = seen.get(terminalId);
    if (objects == null || objects.remove(uid) == null) {
      return false;
    }
    if (objects.isEmpty()) {
      seen.remove(terminalId);
    }
    return true;
  }

  /** Kubernetes compares resource versions as numbers too, and promises to keep it so. */
  static long version(String resourceVersion) {
    return Long.parseLong(resourceVersion);
  }
}
