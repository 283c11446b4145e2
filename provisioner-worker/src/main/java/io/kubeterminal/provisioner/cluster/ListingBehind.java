package io.kubeterminal.provisioner.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.kubeterminal.provisioner.cluster.ObservedTerminal.Part;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lists behind the watches. Often: the terminals that come up or go, a bounded number at a
 * time. Seldom: the names of all objects, and then whatever is newer than what was seen.
 */
final class ListingBehind implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ListingBehind.class);

  /** Terminals in one list: their ids must fit into a URL. */
  private static final int AT_ONCE = 100;

  private final Cluster cluster;
  private final SecretNames secrets;
  private final List<WatchedKind<?, ?>> telling;
  private final List<WatchedKind<?, ?>> still;
  private final Hearing hearing;
  private final ClusterSettings settings;
  private final InstantSource clock;
  private final ScheduledExecutorService timer =
      Executors.newScheduledThreadPool(2, Thread.ofVirtual().name("listing-", 0).factory());
  private UUID lastPolled = new UUID(Long.MIN_VALUE, Long.MIN_VALUE);

  /**
   * @param telling the kinds that say how far a terminal is
   * @param still the kinds that are there or are not
   */
  ListingBehind(
      Cluster cluster,
      SecretNames secrets,
      List<WatchedKind<?, ?>> telling,
      List<WatchedKind<?, ?>> still,
      Hearing hearing,
      ClusterSettings settings,
      InstantSource clock) {
    this.cluster = cluster;
    this.secrets = secrets;
    this.telling = telling;
    this.still = still;
    this.hearing = hearing;
    this.settings = settings;
    this.clock = clock;
  }

  void start() {
    schedule(this::poll, settings.pollInterval().toMillis());
    schedule(this::refresh, settings.refreshInterval().toMillis());
  }

  private void schedule(Runnable task, long everyMillis) {
    timer.scheduleWithFixedDelay(() -> listen(task), 0, everyMillis, TimeUnit.MILLISECONDS);
  }

  private void listen(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      if (!timer.isShutdown()) {
        failed(e);
      }
    }
  }

  private void failed(RuntimeException failure) {
    if (!(failure instanceof KubernetesClientException answer)) {
      log.atError().setCause(failure).log("Listing failed, and is tried again");
    } else if (!hearing.deaf()) {
      log.atWarn()
          .addKeyValue("answer", ApiAnswer.words(answer))
          .log("The cluster cannot be heard, and is asked again");
    }
    hearing.unheard();
  }

  private void heard() {
    if (hearing.deaf()) {
      log.atInfo().log("The cluster is heard");
    }
    hearing.heard(clock.instant());
  }

  private void poll() {
    NavigableSet<UUID> unsettled = new TreeSet<>();
    boolean secretsInDoubt = !secrets.synced() || hearing.deaf();
    for (UUID terminalId : cluster.terminals()) {
      ObservedTerminal observed = cluster.observe(terminalId);
      if (!settled(observed)) {
        unsettled.add(terminalId);
        secretsInDoubt |= secretInDoubt(observed);
      }
    }
    if (secretsInDoubt) {
      secrets.refresh();
    }
    if (!unsettled.isEmpty()) {
      List<UUID> chosen = inTurn(unsettled);
      telling.forEach(kind -> kind.poll(chosen));
    }
    if (secretsInDoubt || !unsettled.isEmpty()) {
      heard();
    }
  }

  /** So that a hundred which are stuck do not hide the rest. */
  private List<UUID> inTurn(NavigableSet<UUID> unsettled) {
    List<UUID> inTurn = new ArrayList<>(unsettled.tailSet(lastPolled, false));
    inTurn.addAll(unsettled.headSet(lastPolled, true));
    List<UUID> chosen = inTurn.stream().limit(AT_ONCE).toList();
    lastPolled = chosen.getLast();
    return chosen;
  }

  /** Nobody watches Secrets: where another worker makes or removes a terminal, only this tells. */
  private static boolean secretInDoubt(ObservedTerminal observed) {
    return observed.present().contains(Part.SECRET) != observed.present().contains(Part.DEPLOYMENT);
  }

  private static boolean settled(ObservedTerminal observed) {
    return observed.endpoint() != null && observed.complete() && observed.leaving().isEmpty();
  }

  private void refresh() {
    secrets.refresh();
    telling.forEach(this::refresh);
    still.forEach(this::refresh);
    heard();
  }

  private void refresh(WatchedKind<?, ?> kind) {
    Set<UUID> stale = kind.stale();
    List<UUID> all = List.copyOf(stale);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      kind.poll(all.subList(from, Math.min(from + AT_ONCE, all.size())));
    }
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
