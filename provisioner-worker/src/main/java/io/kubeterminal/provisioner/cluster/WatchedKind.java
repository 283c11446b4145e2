package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.PartialObjectMetadataList;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.kubeterminal.provisioner.manifest.TerminalLabels;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The objects of one kind: watched, and listed now and then because a watch can stall for minutes
 * without an error.
 *
 * @param <T> the kind
 * @param <V> what is kept of an object
 */
final class WatchedKind<T extends HasMetadata, V> implements AutoCloseable {

  private final Supplier<
          ? extends FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?>>
      ours;
  private final SeenObjects<T, V> seen;
  private final Consumer<UUID> changed;
  private final SharedIndexInformer<T> informer;
  private volatile boolean listed;

  /**
   * @param ours what selects the objects of this installation; asked anew for every list
   */
  WatchedKind(
      Supplier<? extends FilterWatchListDeletable<T, ? extends KubernetesResourceList<T>, ?>> ours,
      SeenObjects<T, V> seen,
      Consumer<UUID> changed) {
    this.ours = ours;
    this.seen = seen;
    this.changed = changed;
    this.informer = ours.get().runnableInformer(0);
    informer.exceptionHandler((started, failure) -> true);
    informer.addEventHandler(new Events());
  }

  /** Begins to watch; an API server that is down is tried again until it answers. */
  void start() {
    informer.start();
  }

  boolean synced() {
    return listed;
  }

  SeenObjects<T, V> seen() {
    return seen;
  }

  /** Takes note of an object that the API server returned to us. */
  void returned(T object) {
    offer(object);
  }

  /** Asks for the objects of these terminals alone. */
  void poll(Collection<UUID> terminals) {
    KubernetesResourceList<T> list =
        ours.get()
            .withLabelIn(
                TerminalLabels.TERMINAL,
                terminals.stream().map(UUID::toString).toArray(String[]::new))
            .list(fromCache());
    Set<UUID> news =
        seen.listed(
            new HashSet<>(terminals),
            TerminalLabels.byTerminal(list.getItems()),
            list.getMetadata().getResourceVersion());
    news.forEach(changed);
  }

  /**
   * Lists the names of all objects, and forgets those that are gone.
   *
   * @return the terminals of which something newer is there than was seen
   */
  Set<UUID> stale() {
    PartialObjectMetadataList names = ours.get().listAsPartialObjectMetadata(fromCache());
    Set<UUID> stale = new HashSet<>();
    Set<String> uids = new HashSet<>();
    TerminalLabels.byTerminal(names.getItems())
        .forEach(
            (object, terminalId) -> {
              uids.add(object.getMetadata().getUid());
              if (!seen.knows(terminalId, object.getMetadata())) {
                stale.add(terminalId);
              }
            });
    long version = SeenObjects.version(names.getMetadata().getResourceVersion());
    seen.forgetOthers(seen.terminals(), uids, version).forEach(changed);
    return stale;
  }

  /** The API server's cache will do, and spares its store. */
  static ListOptions fromCache() {
    return new ListOptionsBuilder().withResourceVersion("0").build();
  }

  private void offer(T object) {
    UUID terminalId = TerminalLabels.terminalOf(object);
    if (terminalId != null && seen.offer(terminalId, object)) {
      changed.accept(terminalId);
    }
  }

  @Override
  public void close() {
    informer.close();
  }

  private final class Events implements ResourceEventHandler<T> {

    @Override
    public void onAdd(T object) {
      offer(object);
    }

    @Override
    public void onUpdate(@Nullable T before, T object) {
      offer(object);
    }

    @Override
    public void onDelete(T object, boolean lastStateUnknown) {
      UUID terminalId = TerminalLabels.terminalOf(object);
      if (terminalId != null && seen.gone(terminalId, object.getMetadata().getUid())) {
        changed.accept(terminalId);
      }
    }

    @Override
    public void onList(String resourceVersion, boolean remainedEmpty) {
      listed = true;
    }
  }
}
