package io.kubeterminal.reaper;

import io.kubeterminal.reaper.Reading.News;
import io.kubeterminal.reaper.Silence.Verdict;
import io.kubeterminal.schema.EndReason;
import java.time.Duration;
import java.util.UUID;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * What the reaper knows of one partition, and when it has to look at what. A beat touches only its
 * table; a deadline that falls due looks at the tables, and is put back or acts.
 *
 * <p>Whatever is written under a terminal's key says that somebody is there: after a restore nobody
 * can tell a beat from what could not be read.
 */
final class PartitionWatch {

  /** Takes what was decided; all of it is in the transaction of the record or tick behind it. */
  interface Outlet {

    void warn(UUID id, long lastBeat, long expiresAt, long now);

    void expire(UUID id, EndReason reason, long lastBeat, long dueAt, long now);

    /** Erases a key of terminal-heartbeats. */
    void erase(byte[] key, long now);

    /** Something was erased that is still needed: it is remembered here instead. */
    void ignored(UUID id, String what);
  }

  private final Tables tables;
  private final Silence silence;
  private final long patience;
  private final long deadBeacon;
  private final long orphanGrace;
  private final Outlet outlet;
  private final Deadlines deadlines = new Deadlines();
  private final Deadlines orphans = new Deadlines();

  /** Read by the meters, from other threads. */
  private volatile Listening listening;

  private volatile int tracked;

  PartitionWatch(Tables tables, ReaperSettings settings, Outlet outlet) {
    this.tables = tables;
    this.silence = settings.silence();
    this.patience = settings.beaconFreshness().toMillis();
    this.deadBeacon = settings.deadBeacon().toMillis();
    this.orphanGrace = settings.orphanBeatGrace().toMillis();
    this.outlet = outlet;
    this.listening = tables.listening();
    // The listening is kept with each beacon; beats may have come after the last one.
    long newest = tables.scanBeats(this::armIfOrphan);
    if (newest > listening.now()) {
      listening = listening.at(newest);
    }
    loadLeases();
  }

  /** How many live terminals are watched. */
  int tracked() {
    return tracked;
  }

  /** For how long somebody has been listening without a gap; zero when nobody listens. */
  Duration listeningTime() {
    Listening seen = listening;
    return seen.isFresh(patience) ? Duration.ofMillis(seen.now() - seen.since()) : Duration.ZERO;
  }

  /** A record of terminal-heartbeats was appended then. */
  void at(long time) {
    Listening before = listening;
    listening = before.at(time);
    if (listening.now() < before.now()) {
      // What was put back in the time that is now the future would be looked at too late.
      loadLeases();
    }
  }

  void beat(UUID id, long time) {
    boolean first = tables.lastBeat(id) == Silence.NO_BEAT;
    tables.putBeat(id, time);
    if (first) {
      armIfOrphan(id, time);
    }
  }

  /** Only the reaper erases beats, and never a live terminal's: a stranger's erasure is undone. */
  void beatErased(UUID id, long time) {
    long erased = tables.removeBeat(Reading.key(id));
    Lease lease = tables.leases().get(id);
    if (lease != null && lease.isLive()) {
      long aliveAt = erased == Silence.NO_BEAT ? time : Math.min(erased, time);
      tables.leases().put(id, lease.alive(aliveAt));
      outlet.ignored(id, ReaperMeters.BEAT_ERASED);
    }
  }

  /** Something that is no beat was erased; only what was restored is in the table at all. */
  void erased(byte[] key) {
    tables.removeBeat(key);
  }

  void beacon(String replica, @Nullable Long since, long time) {
    Listening heard = listening.beacon(replica, since, time, patience);
    for (String dead : heard.silentFor(deadBeacon)) {
      outlet.erase(Reading.beaconKey(dead), heard.now());
      heard = heard.without(dead);
    }
    listening = heard;
    tables.putListening(heard);
  }

  void live(News.Live news) {
    UUID id = news.id();
    Lease old = tables.leases().get(id);
    Lease lease =
        old == null
            ? Lease.begin(
                news.ttl(), news.readyAt(), news.expiringAt(), news.endsAt(), listening.now())
            : old.renewed(news.ttl(), news.expiringAt(), news.endsAt());
    tables.leases().put(id, lease);
    if (old == null) {
      tracked++;
    }
    // A terminal then has two deadlines: the later one does no harm, as each only looks.
    if (old == null || (old.isLive() && lease.endsSooner(old))) {
      arm(id, lease);
    }
  }

  void ended(UUID id) {
    Lease lease = tables.leases().delete(id);
    if (lease != null && lease.isLive()) {
      tracked--;
    }
    eraseBeat(id);
  }

  /** A row is erased long after its terminal ended. A live one's is erased by a stranger only. */
  void rowErased(UUID id) {
    Lease lease = tables.leases().get(id);
    if (lease != null && lease.isLive()) {
      outlet.ignored(id, ReaperMeters.ROW_ERASED);
    } else {
      ended(id);
    }
  }

  /** Looks at what has fallen due, at most {@code most} times. */
  void settle(int most) {
    int left = most;
    while (left > 0 && deadlines.isDue(listening.now()) && settleFirst()) {
      left--;
    }
    while (left > 0 && orphans.isDue(listening.now())) {
      settleOrphan();
      left--;
    }
  }

  /** Returns whether there was anything to know: while nobody listens, all deadlines wait. */
  private boolean settleFirst() {
    UUID id = deadlines.first();
    Lease lease = tables.leases().get(id);
    if (lease == null) {
      deadlines.removeFirst();
      return true;
    }
    long lastBeat = tables.lastBeat(id);
    long now = listening.now();
    switch (silence.judge(lease, lastBeat, listening)) {
      case Verdict.Deaf() -> {
        return false;
      }
      case Verdict.InUse(long lookAgainAt) -> deadlines.moveFirst(lookAgainAt);
      case Verdict.Warn(long expiresAt) -> {
        outlet.warn(id, lastBeat, expiresAt, now);
        tables.leases().put(id, lease.warned(now));
        deadlines.moveFirst(expiresAt);
      }
      case Verdict.Expire(EndReason reason, long dueAt) -> {
        outlet.expire(id, reason, lastBeat, dueAt, now);
        Lease expired = lease.expired(now);
        tables.leases().put(id, expired);
        deadlines.moveFirst(silence.firstLook(expired, lastBeat, now));
        tracked--;
      }
      case Verdict.Forget() -> {
        deadlines.removeFirst();
        ended(id);
      }
    }
    return true;
  }

  /** A beat may be read before the row that begins its lease; hence the grace. */
  private void settleOrphan() {
    UUID id = orphans.first();
    long lastBeat = tables.lastBeat(id);
    if (lastBeat == Silence.NO_BEAT || tables.leases().get(id) != null) {
      orphans.removeFirst();
    } else if (lastBeat + orphanGrace > listening.now()) {
      orphans.moveFirst(lastBeat + orphanGrace);
    } else {
      orphans.removeFirst();
      eraseBeat(id);
    }
  }

  private void eraseBeat(UUID id) {
    if (tables.lastBeat(id) != Silence.NO_BEAT) {
      outlet.erase(Reading.key(id), listening.now());
    }
  }

  private void armIfOrphan(UUID id, long lastBeat) {
    if (tables.leases().get(id) == null) {
      orphans.add(lastBeat + orphanGrace, id);
    }
  }

  /** Rebuilds the deadlines in one scan. */
  private void loadLeases() {
    deadlines.clear();
    int live = 0;
    try (KeyValueIterator<UUID, Lease> all = tables.leases().all()) {
      while (all.hasNext()) {
        KeyValue<UUID, Lease> lease = all.next();
        arm(lease.key, lease.value);
        live += lease.value.isLive() ? 1 : 0;
      }
    }
    tracked = live;
  }

  private void arm(UUID id, Lease lease) {
    deadlines.add(silence.firstLook(lease, tables.lastBeat(id), listening.now()), id);
  }
}
