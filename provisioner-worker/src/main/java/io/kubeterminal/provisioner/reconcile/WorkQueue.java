package io.kubeterminal.provisioner.reconcile;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.provisioner.reconcile.Outcome.Again;
import io.kubeterminal.provisioner.reconcile.Outcome.Done;
import io.kubeterminal.provisioner.reconcile.Outcome.Retry;
import io.kubeterminal.provisioner.reconcile.QueueEntry.Place;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys to be looked at. A key added twice is looked at once; no key is worked on twice at once; a
 * key that fails waits longer each time and holds no place meanwhile; at most so many are worked on
 * at once. What is kept of a key is one small entry, while there is something to do about it.
 */
final class WorkQueue<K> implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);

  private final Function<K, Outcome> work;
  private final int atOnce;
  private final Backoff backoff;
  private final Executor executor;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Map<K, QueueEntry> entries = new HashMap<>();
  private final LinkedHashSet<K> ready = new LinkedHashSet<>();
  private final Alarms<K> alarms = new Alarms<>();
  private int running;
  private boolean closed;

  WorkQueue(
      Function<K, Outcome> work,
      int atOnce,
      Backoff backoff,
      Executor executor,
      InstantSource clock,
      RandomGenerator random) {
    this.work = work;
    this.atOnce = atOnce;
    this.backoff = backoff;
    this.executor = executor;
    this.clock = clock;
    this.random = random;
  }

  /** Something may have changed: the key is looked at soon, unless it waits after a failure. */
  void add(K key) {
    place(key, false);
  }

  /** Something has changed: the key is looked at soon, and its failures are forgotten. */
  void addAfresh(K key) {
    place(key, true);
  }

  private void place(K key, boolean afresh) {
    synchronized (this) {
      QueueEntry entry = entries.get(key);
      if (entry == null) {
        entries.put(key, new QueueEntry());
        ready.add(key);
      } else {
        replace(key, entry, afresh);
      }
    }
    pump();
  }

  private void replace(K key, QueueEntry entry, boolean afresh) {
    if (afresh) {
      entry.failures = 0;
      entry.fresh = true;
    }
    entry.forgotten = false;
    switch (entry.place) {
      case READY, STARTING, RUNNING_AGAIN -> {}
      case RUNNING -> entry.place = Place.RUNNING_AGAIN;
      case WAITING -> {
        if (entry.failures == 0) {
          makeReady(key, entry);
        }
      }
    }
  }

  /** The key is looked at then, if not before. */
  synchronized void addAt(K key, Instant at) {
    QueueEntry entry = entries.computeIfAbsent(key, absent -> new QueueEntry());
    switch (entry.place) {
      case STARTING, RUNNING_AGAIN -> {}
      case RUNNING -> entry.latest = at;
      case WAITING -> await(key, entry, sooner(at, alarms.of(key)));
      case READY -> {
        if (!ready.contains(key)) {
          await(key, entry, at);
        }
      }
    }
  }

  /** Forgets the key; a run that goes on is not followed by another. */
  synchronized void remove(K key) {
    QueueEntry entry = entries.get(key);
    if (entry == null) {
      return;
    }
    switch (entry.place) {
      case STARTING -> entry.forgotten = true;
      case RUNNING, RUNNING_AGAIN -> {
        entry.place = Place.RUNNING;
        entry.forgotten = true;
      }
      case READY, WAITING -> {
        entries.remove(key);
        ready.remove(key);
        alarms.cancel(key);
      }
    }
  }

  /** Keys that could be worked on now, those being worked on included. */
  synchronized int depth() {
    return ready.size() + running;
  }

  /** All keys about which there is something to do, now or later. */
  synchronized int size() {
    return entries.size();
  }

  /**
   * Looks at the clock: whatever is due by now becomes ready. To be called a few times a second.
   */
  void tick() {
    synchronized (this) {
      for (K key : alarms.takeDue(clock.instant())) {
        makeReady(key, requireNonNull(entries.get(key)));
      }
    }
    pump();
  }

  private void pump() {
    List<Runnable> starts = new ArrayList<>();
    synchronized (this) {
      while (!closed && running < atOnce && !ready.isEmpty()) {
        K key = ready.removeFirst();
        QueueEntry entry = requireNonNull(entries.get(key));
        running++;
        entry.place = Place.STARTING;
        starts.add(() -> run(key, entry));
      }
    }
    starts.forEach(executor::execute);
  }

  private void run(K key, QueueEntry entry) {
    Outcome outcome = new Retry(null);
    try {
      if (begin(entry)) {
        outcome = work.apply(key);
      }
    } catch (RuntimeException e) {
      log.atError().addKeyValue("key", key).setCause(e).log("Work failed, and is tried again");
    } finally {
      settle(key, entry, outcome);
    }
    pump();
  }

  private synchronized boolean begin(QueueEntry entry) {
    entry.place = Place.RUNNING;
    entry.fresh = false;
    return !entry.forgotten;
  }

  private synchronized void settle(K key, QueueEntry entry, Outcome outcome) {
    running--;
    if (entry.forgotten) {
      entries.remove(key);
      return;
    }
    entry.failures = outcome instanceof Retry && !entry.fresh ? entry.failures + 1 : 0;
    if (entry.place == Place.RUNNING_AGAIN && entry.failures == 0) {
      makeReady(key, entry);
      return;
    }
    Instant latest = entry.latest;
    entry.latest = null;
    switch (outcome) {
      case Done() -> {
        if (latest == null) {
          entries.remove(key);
        } else {
          await(key, entry, latest);
        }
      }
      case Again(Instant at) -> await(key, entry, sooner(at, latest));
      case Retry(@Nullable Duration atLeast) -> await(key, entry, retryAt(entry, atLeast));
    }
  }

  private void makeReady(K key, QueueEntry entry) {
    alarms.cancel(key);
    entry.place = Place.READY;
    ready.add(key);
  }

  private void await(K key, QueueEntry entry, Instant at) {
    entry.place = Place.WAITING;
    alarms.set(key, at);
  }

  private Instant retryAt(QueueEntry entry, @Nullable Duration atLeast) {
    Duration wait = backoff.after(Math.max(entry.failures, 1), random);
    boolean longer = atLeast != null && atLeast.compareTo(wait) > 0;
    return clock.instant().plus(longer ? atLeast : wait);
  }

  private static Instant sooner(Instant one, @Nullable Instant other) {
    return other != null && other.isBefore(one) ? other : one;
  }

  /** No run begins after this. */
  @Override
  public synchronized void close() {
    closed = true;
  }
}
