package io.kubeterminal.provisioner.reconcile;

import io.kubeterminal.fold.Progress;
import io.kubeterminal.provisioner.cluster.Cluster;
import io.kubeterminal.provisioner.cluster.ClusterRefusal;
import io.kubeterminal.provisioner.cluster.ClusterUnavailable;
import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.cluster.ObservedTerminal.Part;
import io.kubeterminal.provisioner.cluster.Problem;
import io.kubeterminal.provisioner.manifest.DesiredTerminal;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Two workers, a log, a fold and a cluster in one thread: a seed decides what happens when, what
 * fails, who owns which partition, and who dies.
 */
final class SimulatedWorld {

  private record Entry(UUID id, SpecificRecord event) {}

  static final List<UUID> IDS =
      new Random(42).longs(8).mapToObj(bits -> new UUID(bits, bits)).toList();
  private static final Map<UUID, TerminalRow> REQUESTED = new HashMap<>();

  static {
    IDS.forEach(id -> REQUESTED.put(id, Fixtures.requested(id, new ManualClock().instant())));
  }

  final ManualClock clock = new ManualClock();
  final FakeCluster cluster = new FakeCluster(clock);
  final List<String> violations = new ArrayList<>();
  final Map<UUID, TerminalRow> rows = new LinkedHashMap<>();
  private final List<Entry> log = new ArrayList<>();
  private final Random random;
  private final boolean forgetsToLeave;
  private final Worker[] workers = new Worker[2];
  private final Worker[] owners = new Worker[Fixtures.PARTITIONS];
  private int folded;
  private int ports = 30_000;
  private boolean kafkaDown;
  private boolean acksLost;

  /**
   * @param forgetsToLeave a planted bug: nobody tells a worker that a partition left it
   */
  SimulatedWorld(long seed, boolean forgetsToLeave) {
    this.random = new Random(seed);
    this.forgetsToLeave = forgetsToLeave;
    workers[0] = new Worker("one");
    workers[1] = new Worker("two");
    for (int partition = 0; partition < Fixtures.PARTITIONS; partition++) {
      give(partition, anyWorker());
    }
  }

  /** One worker: its reconciler, and the cluster as it sees it. */
  private final class Worker implements Cluster, EventLog {
    final String name;
    final ManualExecutor executor = new ManualExecutor();
    final Reconciler reconciler;

    Worker(String name) {
      this.name = name;
      this.reconciler =
          new Reconciler(
              this,
              Fixtures.OPENER,
              this,
              new Rows(() -> Fixtures.PARTITIONS, partition -> true),
              Fixtures.SETTINGS,
              clock,
              executor,
              random,
              new ReconcileMeters(new SimpleMeterRegistry()),
              Traces.OFF);
    }

    private void mustOwn(UUID id, String what) {
      if (owners[Fixtures.partition(id)] != this) {
        violations.add(name + " does not own " + id + " but would " + what);
      }
    }

    @Override
    public void apply(DesiredTerminal terminal) throws ClusterRefusal, ClusterUnavailable {
      mustOwn(terminal.id(), "apply");
      TerminalRow row = rows.get(terminal.id());
      if (row == null || row.getPhase() == Phase.CLOSED || row.getPhase() == Phase.FAILED) {
        violations.add(name + " applies " + terminal.id() + " which has ended");
      }
      cluster.apply(terminal);
    }

    @Override
    public void renew(DesiredTerminal terminal) throws ClusterRefusal, ClusterUnavailable {
      mustOwn(terminal.id(), "renew");
      cluster.renew(terminal);
    }

    @Override
    public void delete(UUID id) throws ClusterUnavailable {
      mustOwn(id, "delete");
      TerminalRow row = rows.get(id);
      if (row != null && (row.getPhase() == Phase.REQUESTED || row.getPhase() == Phase.READY)) {
        violations.add(name + " deletes " + id + " which is wanted");
      }
      cluster.delete(id);
    }

    @Override
    public ObservedTerminal observe(UUID id) {
      return cluster.observe(id);
    }

    @Override
    public Set<UUID> terminals() {
      return cluster.terminals();
    }

    @Override
    public void onChange(Consumer<UUID> listener) {
      cluster.onChange(
          id -> {
            // A worker that died hears nothing.
            if (workers[0] == this || workers[1] == this) {
              listener.accept(id);
            }
          });
    }

    @Override
    public boolean synced() {
      return true;
    }

    @Override
    public CompletionStage<Void> append(UUID id, SpecificRecord event) {
      mustOwn(id, "report");
      if (kafkaDown) {
        return CompletableFuture.failedFuture(new IllegalStateException("planted"));
      }
      log.add(new Entry(id, event));
      return acksLost
          ? CompletableFuture.failedFuture(new IllegalStateException("planted"))
          : CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  int logged() {
    return log.size();
  }

  void step() {
    switch (random.nextInt(30)) {
      case 0, 1 -> log.add(new Entry(anyId(), new TerminalRequested()));
      case 2 -> log.add(new Entry(anyId(), new TerminalCloseRequested()));
      case 3, 4, 5, 6 -> foldOne();
      case 7, 8, 9, 10, 11, 12 -> runOne(anyWorker());
      case 13, 14 -> pass(Duration.ofMillis(50 + random.nextInt(3_000)));
      case 15 -> cluster.down = random.nextInt(3) == 0;
      case 16, 17, 18 -> cluster.becomeReady(anyId(), new Endpoint("10.0.0.1", ports++));
      case 19 -> cluster.breakDown(anyId(), anyProblem());
      case 20 -> cluster.lose(anyId(), Part.values()[random.nextInt(3)]);
      case 21 -> give(random.nextInt(Fixtures.PARTITIONS), anyWorker());
      case 22 -> {
        if (random.nextInt(4) == 0) {
          die(random.nextInt(2));
        }
      }
      case 23 -> anyWorker().reconciler.sweep();
      case 24 -> {
        if (!log.isEmpty()) {
          log.add(log.get(random.nextInt(log.size())));
        }
      }
      case 25 -> {
        if (random.nextInt(4) == 0) {
          cluster.create(anyId()); // a worker that was paused for long wakes up in its last write
        }
      }
      case 28 -> log.add(new Entry(anyId(), new TerminalCredentialRenewed()));
      case 26, 27 -> cluster.progress(anyId(), anyStep());
      default -> {
        cluster.partsBeforeFailure = 1 + random.nextInt(3);
        kafkaDown = random.nextInt(5) == 0;
        acksLost = random.nextInt(5) == 0;
      }
    }
  }

  /** All faults end; time passes until everything must have come to rest. */
  void comeToRest() {
    cluster.down = false;
    cluster.partsBeforeFailure = Part.values().length;
    kafkaDown = false;
    acksLost = false;
    for (int second = 0; second < 300; second++) {
      IDS.forEach(
          id -> {
            FakeCluster.There there = cluster.there.get(id);
            if (there != null && there.endpoint == null && there.problem == null) {
              cluster.becomeReady(id, new Endpoint("10.0.0.1", ports++));
            }
          });
      settle();
      pass(Duration.ofSeconds(1));
      if (second % 10 == 0) {
        for (Worker worker : workers) {
          worker.reconciler.sweep();
        }
      }
    }
    settle();
  }

  private void settle() {
    boolean moved = true;
    while (moved) {
      moved = false;
      while (folded < log.size()) {
        foldOne();
        moved = true;
      }
      for (Worker worker : workers) {
        moved |= worker.executor.size() > 0;
        worker.executor.runAll();
      }
    }
  }

  private void runOne(Worker worker) {
    if (worker.executor.size() > 0) {
      worker.executor.runOne(random);
    }
  }

  private void pass(Duration time) {
    clock.pass(time);
    for (Worker worker : workers) {
      worker.reconciler.tick();
    }
  }

  private void foldOne() {
    if (folded == log.size()) {
      return;
    }
    Entry entry = log.get(folded++);
    UUID id = entry.id();
    TerminalRow row = rows.get(id);
    TerminalRow next = fold(id, row, entry.event());
    if (next != row) {
      rows.put(id, next);
      owners[Fixtures.partition(id)].reconciler.changed(Fixtures.partition(id), id, next);
    }
  }

  private static TerminalRow fold(UUID id, TerminalRow row, SpecificRecord event) {
    Phase phase = row == null ? null : row.getPhase();
    boolean live = phase == Phase.REQUESTED || phase == Phase.READY;
    return switch (event) {
      case TerminalRequested requested when row == null -> REQUESTED.get(id);
      case TerminalProgressed progressed when phase == Phase.REQUESTED -> {
        if (!Progress.isFurther(progressed.getStep(), row.getProgress())) {
          yield row;
        }
        TerminalRow next = TerminalRow.newBuilder(row).build();
        next.setProgress(progressed.getStep());
        yield next;
      }
      case TerminalCredentialRenewed renewed when live -> Fixtures.renewed(row, "renewed");
      case TerminalReady ready when live -> Fixtures.ready(row, ready.getEndpoint());
      case TerminalFailed failed when live -> Fixtures.in(row, Phase.FAILED);
      case TerminalCloseRequested close when live -> Fixtures.in(row, Phase.CLOSING);
      case TerminalClosed closed when phase == Phase.CLOSING -> Fixtures.in(row, Phase.CLOSED);
      default -> row;
    };
  }

  private void give(int partition, Worker to) {
    Worker from = owners[partition];
    if (from == to) {
      return;
    }
    if (from != null && !forgetsToLeave) {
      from.reconciler.left(partition);
    }
    owners[partition] = to;
    to.reconciler.arrived(partition);
    rows.forEach(
        (id, row) -> {
          if (Fixtures.partition(id) == partition && row.getPhase() != Phase.CLOSED) {
            to.reconciler.changed(partition, id, row);
          }
        });
  }

  private void die(int which) {
    Worker dead = workers[which];
    dead.executor.dropAll();
    workers[which] = new Worker(dead.name);
    Set<Integer> orphaned = new HashSet<>();
    for (int partition = 0; partition < Fixtures.PARTITIONS; partition++) {
      if (owners[partition] == dead) {
        orphaned.add(partition);
        owners[partition] = null;
      }
    }
    orphaned.forEach(partition -> give(partition, anyWorker()));
  }

  private Problem anyProblem() {
    EndReason[] reasons = {EndReason.IMAGE_PULL, EndReason.CRASHED, EndReason.NODE_LOST};
    return new Problem(reasons[random.nextInt(reasons.length)], "planted", clock.instant());
  }

  private CreationStep anyStep() {
    return CreationStep.values()[random.nextInt(CreationStep.values().length)];
  }

  private Worker anyWorker() {
    return workers[random.nextInt(workers.length)];
  }

  private UUID anyId() {
    return IDS.get(random.nextInt(IDS.size()));
  }
}
