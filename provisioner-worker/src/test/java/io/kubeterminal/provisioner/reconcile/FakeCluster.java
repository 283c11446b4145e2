package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.provisioner.cluster.ClusterRefusal;
import io.kubeterminal.provisioner.cluster.ClusterUnavailable;
import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.cluster.ObservedTerminal.Part;
import io.kubeterminal.provisioner.cluster.Problem;
import io.kubeterminal.provisioner.cluster.TokenVerdict;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.Endpoint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A cluster in memory that does what a test says: is down, refuses, is slow, loses things. */
final class FakeCluster implements Cluster {

  /** One terminal; its parts and what is told of it. */
  static final class There {
    final Set<Part> parts = EnumSet.noneOf(Part.class);
    final Set<Part> leaving = EnumSet.noneOf(Part.class);
    final Instant createdAt;
    Endpoint endpoint;
    Problem problem;
    CreationStep progress;
    String credentialVersion;

    There(Instant createdAt) {
      this.createdAt = createdAt;
    }
  }

  final Map<UUID, There> there = new LinkedHashMap<>();
  final Map<UUID, String> refused = new LinkedHashMap<>();
  final Set<UUID> unavailable = new HashSet<>();
  final List<String> writes = new ArrayList<>();
  final List<Consumer<UUID>> listeners = new ArrayList<>();
  final InstantSource clock;
  boolean down;
  boolean synced = true;
  final Map<String, TokenVerdict> verdicts = new LinkedHashMap<>();
  int reviews;

  /** Of each apply, only this many parts get done before the cluster goes away. */
  int partsBeforeFailure = Part.values().length;

  FakeCluster(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public void apply(DesiredTerminal terminal) throws ClusterRefusal, ClusterUnavailable {
    UUID id = terminal.id();
    answer(id);
    writes.add("apply " + id);
    There here = there.computeIfAbsent(id, absent -> new There(clock.instant()));
    int done = 0;
    for (Part part : Part.values()) {
      if (done++ == partsBeforeFailure) {
        changed(id);
        throw new ClusterUnavailable("went away");
      }
      here.parts.add(part);
    }
    here.credentialVersion = terminal.credentialVersion();
    String refusal = refused.get(id);
    changed(id);
    if (refusal != null) {
      throw new ClusterRefusal(refusal);
    }
  }

  @Override
  public void renew(DesiredTerminal terminal) throws ClusterUnavailable {
    UUID id = terminal.id();
    answer(id);
    writes.add("renew " + id);
    There here = there.get(id);
    if (here != null) {
      here.credentialVersion = terminal.credentialVersion();
      changed(id);
    }
  }

  @Override
  public TokenVerdict review(String token) throws ClusterUnavailable {
    reviews++;
    if (down) {
      throw new ClusterUnavailable("planted");
    }
    return verdicts.getOrDefault(token, TokenVerdict.ACCEPTED);
  }

  @Override
  public void delete(UUID id) throws ClusterUnavailable {
    answer(id);
    writes.add("delete " + id);
    There here = there.get(id);
    if (here == null) {
      return;
    }
    here.parts.retainAll(here.leaving);
    if (here.parts.isEmpty()) {
      there.remove(id);
    }
    changed(id);
  }

  private void answer(UUID id) throws ClusterUnavailable {
    if (down || unavailable.contains(id)) {
      throw new ClusterUnavailable("planted");
    }
  }

  /** Somebody else makes it. */
  void create(UUID id) {
    There here = there.computeIfAbsent(id, absent -> new There(clock.instant()));
    here.parts.addAll(EnumSet.allOf(Part.class));
    changed(id);
  }

  void becomeReady(UUID id, Endpoint endpoint) {
    There here = there.get(id);
    if (here != null && here.parts.size() == Part.values().length) {
      here.endpoint = endpoint;
      here.problem = null;
      changed(id);
    }
  }

  void progress(UUID id, CreationStep step) {
    There here = there.get(id);
    if (here != null) {
      here.progress = step;
      changed(id);
    }
  }

  void breakDown(UUID id, Problem problem) {
    There here = there.get(id);
    if (here != null) {
      here.endpoint = null;
      here.problem = problem;
      changed(id);
    }
  }

  void lose(UUID id, Part part) {
    There here = there.get(id);
    if (here != null) {
      here.parts.remove(part);
      here.endpoint = null;
      if (here.parts.isEmpty()) {
        there.remove(id);
      }
      changed(id);
    }
  }

  void changed(UUID id) {
    List.copyOf(listeners).forEach(listener -> listener.accept(id));
  }

  @Override
  public ObservedTerminal observe(UUID id) {
    There here = there.get(id);
    return here == null
        ? ObservedTerminal.absent()
        : new ObservedTerminal(
            here.parts,
            here.leaving,
            here.createdAt,
            here.endpoint,
            here.problem,
            here.progress,
            here.parts.contains(Part.SECRET) ? here.credentialVersion : null);
  }

  @Override
  public Set<UUID> terminals() {
    return Set.copyOf(there.keySet());
  }

  @Override
  public void onChange(Consumer<UUID> listener) {
    listeners.add(listener);
  }

  @Override
  public boolean synced() {
    return synced;
  }

  @Override
  public void close() {}
}
