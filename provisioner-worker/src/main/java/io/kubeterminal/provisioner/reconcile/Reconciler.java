package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.provisioner.cluster.ClusterRefusal;
import io.kubeterminal.provisioner.cluster.ClusterUnavailable;
import io.kubeterminal.provisioner.reconcile.Decision.Apply;
import io.kubeterminal.provisioner.reconcile.Decision.Delete;
import io.kubeterminal.provisioner.reconcile.Decision.LookAgain;
import io.kubeterminal.provisioner.reconcile.Decision.Nothing;
import io.kubeterminal.provisioner.reconcile.Decision.Renew;
import io.kubeterminal.provisioner.reconcile.Decision.Report;
import io.kubeterminal.provisioner.reconcile.Outcome.Again;
import io.kubeterminal.provisioner.reconcile.Outcome.Done;
import io.kubeterminal.provisioner.reconcile.Outcome.Retry;
import io.kubeterminal.provisioner.reconcile.Rows.Held;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.telemetry.Traces;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a terminal looked at whenever its row or its objects may have changed, whatever it was that
 * changed; and all of them now and then, rows without objects and objects without a row.
 */
final class Reconciler implements RowListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Reconciler.class);

  private final Cluster cluster;
  private final Rows rows;
  private final Orphans orphans;
  private final Reports reports;
  private final StepSpans spans;
  private final NextStep nextStep;
  private final InstantSource clock;
  private final ReconcileMeters meters;
  private final Complaints complaints;
  private final WorkQueue<UUID> queue;

  /**
   * @param executor runs the work on one terminal; may wait for the cluster
   */
  Reconciler(
      Cluster cluster,
      Opener opener,
      EventLog events,
      Rows rows,
      ReconcileSettings settings,
      InstantSource clock,
      Executor executor,
      RandomGenerator random,
      ReconcileMeters meters,
      Traces traces) {
    this.cluster = cluster;
    this.rows = rows;
    this.clock = clock;
    this.meters = meters;
    this.orphans = new Orphans(rows, settings.sweepInterval());
    this.reports = new Reports(events, rows, settings.reportAgain(), clock, meters);
    this.spans = new StepSpans(traces);
    this.nextStep =
        new NextStep(cluster, opener, rows, reports, settings.limits(), clock, meters, spans);
    this.complaints = new Complaints(clock);
    this.queue =
        new WorkQueue<>(this::look, settings.atOnce(), settings.backoff(), executor, clock, random);
    meters.watch(queue::depth, rows::size);
    reports.onFailure(
        terminalId -> queue.addAt(terminalId, clock.instant().plus(settings.firstRetry())));
    cluster.onChange(this::observed);
  }

  @Override
  public void arrived(int partition) {
    rows.own(partition);
  }

  @Override
  public void changed(int partition, UUID terminalId, @Nullable TerminalRow row) {
    rows.put(partition, terminalId, row);
    reports.changed(terminalId, row);
    spans.changed(terminalId, row);
    orphans.forget(terminalId);
    queue.addAfresh(terminalId);
  }

  @Override
  public void left(int partition) {
    for (UUID terminalId : rows.disown(partition)) {
      reports.forget(terminalId);
      spans.forget(terminalId);
      queue.remove(terminalId);
    }
    orphans.forgetStrangers();
  }

  private void observed(UUID terminalId) {
    // Every worker hears of every terminal of the installation.
    if (rows.mine(terminalId)) {
      queue.add(terminalId);
    }
  }

  /** Looks at the clock. To be called a few times a second. */
  void tick() {
    queue.tick();
  }

  /** Looks at every row and at every terminal of the cluster. */
  void sweep() {
    if (!cluster.synced()) {
      return;
    }
    for (Held held : rows.all()) {
      switch (nextStep.decide(held)) {
        case Nothing() -> {}
        case Apply apply -> {
          meters.swept(ReconcileMeters.MISSING);
          queue.add(held.terminalId());
        }
        case Renew renew -> queue.add(held.terminalId());
        case Delete delete -> queue.add(held.terminalId());
        case Report report -> queue.add(held.terminalId());
        case LookAgain later -> queue.add(held.terminalId());
      }
    }
    for (UUID terminalId : cluster.terminals()) {
      if (rows.isOrphan(terminalId)) {
        meters.swept(ReconcileMeters.ORPHAN);
        queue.add(terminalId);
      }
    }
  }

  private Outcome look(UUID terminalId) {
    Held held = rows.get(terminalId);
    if (!cluster.synced() || (held != null && !rows.caughtUp(held.partition()))) {
      return new Retry(null);
    }
    try {
      return held == null ? lookAtOrphan(terminalId) : nextStep.take(held);
    } catch (ClusterRefusal e) {
      return complain(terminalId, e, new Retry(null));
    } catch (ClusterUnavailable e) {
      return complain(terminalId, e, new Retry(e.retryAfter()));
    }
  }

  private Outcome complain(UUID terminalId, Exception failure, Outcome outcome) {
    meters.unavailable();
    complaints.complain(terminalId, failure);
    return outcome;
  }

  private Outcome lookAtOrphan(UUID terminalId) throws ClusterRefusal, ClusterUnavailable {
    Instant now = clock.instant();
    boolean there = !cluster.observe(terminalId).gone();
    Instant due = orphans.due(terminalId, there, now);
    if (due == null) {
      return new Done();
    }
    if (now.isBefore(due)) {
      return new Again(due);
    }
    log.atInfo().addKeyValue("terminal", terminalId).log("Removes objects that no row wants");
    cluster.delete(terminalId);
    return new Again(now.plus(Decision.SOMETIME));
  }

  /** Begins nothing new. What goes on ends by itself, or is repaired by whoever looks next. */
  @Override
  public void close() {
    queue.close();
  }
}
