package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.provisioner.cluster.ObservedTerminal.Part;
import io.kubeterminal.provisioner.cluster.Problem;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.telemetry.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReconcilerTest {

  private static final Endpoint HERE = new Endpoint("10.0.0.1", 30001);

  private final ManualClock clock = new ManualClock();
  private final ManualExecutor executor = new ManualExecutor();
  private final FakeCluster cluster = new FakeCluster(clock);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<SpecificRecord> events = new ArrayList<>();
  private final UUID id = UUID.randomUUID();
  private final int partition = Fixtures.partition(id);
  private boolean kafkaDown;
  private boolean caughtUp = true;
  private Reconciler reconciler;
  private TerminalRow requested;

  @BeforeEach
  void start() {
    reconciler =
        new Reconciler(
            cluster,
            Fixtures.OPENER,
            this::append,
            new Rows(() -> Fixtures.PARTITIONS, any -> caughtUp),
            Fixtures.SETTINGS,
            clock,
            executor,
            new Random(1),
            new ReconcileMeters(meters),
            Traces.OFF);
    reconciler.arrived(partition);
    requested = Fixtures.requested(id, clock.instant());
  }

  private CompletionStage<Void> append(UUID terminalId, SpecificRecord event) {
    if (kafkaDown) {
      return CompletableFuture.failedFuture(new IllegalStateException("planted"));
    }
    events.add(event);
    return CompletableFuture.completedFuture(null);
  }

  private void row(TerminalRow row) {
    reconciler.changed(partition, id, row);
    executor.runAll();
  }

  private void pass(Duration time) {
    clock.pass(time);
    reconciler.tick();
    executor.runAll();
  }

  private void sweep() {
    reconciler.sweep();
    executor.runAll();
  }

  private double swept(String what) {
    return meters.counter("terminal.provisioner.reconcile.sweep.found", "what", what).count();
  }

  @Test
  void a_request_is_applied_once_and_reported_ready_once() {
    row(requested);
    row(requested);
    assertThat(cluster.writes).containsExactly("apply " + id);
    assertThat(events).isEmpty();

    clock.pass(Duration.ofSeconds(2));
    cluster.becomeReady(id, HERE);
    executor.runAll();
    cluster.changed(id);
    executor.runAll();
    sweep();

    assertThat(events).containsExactly(new TerminalReady(id, HERE, clock.instant()));
    assertThat(meters.timer("terminal.provisioner.reconcile.ready").max(TimeUnit.SECONDS))
        .isEqualTo(2);
    row(Fixtures.ready(requested, HERE));
    pass(Duration.ofMinutes(5));
    assertThat(events).hasSize(1);
    assertThat(cluster.writes).hasSize(1);
  }

  @Test
  void what_was_reported_and_is_not_in_the_row_for_long_is_reported_again() {
    row(requested);
    cluster.becomeReady(id, HERE);
    executor.runAll();
    pass(Duration.ofMillis(29_999));
    assertThat(events).hasSize(1);
    pass(Duration.ofMillis(1));
    assertThat(events).hasSize(2);
  }

  @Test
  void an_event_that_kafka_did_not_take_is_written_when_it_does() {
    kafkaDown = true;
    row(requested);
    cluster.becomeReady(id, HERE);
    executor.runAll();
    pass(Duration.ofSeconds(20));
    assertThat(events).isEmpty();

    kafkaDown = false;
    pass(Duration.ofSeconds(1));
    assertThat(events).hasSize(1);
  }

  @Test
  void each_step_is_told_once_and_costs_the_cluster_nothing() {
    row(requested);
    cluster.progress(id, CreationStep.SCHEDULED);
    executor.runAll();
    cluster.changed(id);
    executor.runAll();
    assertThat(events).containsExactly(progressed(CreationStep.SCHEDULED));

    TerminalRow scheduled = withProgress(CreationStep.SCHEDULED);
    row(scheduled);
    cluster.progress(id, CreationStep.STARTED);
    executor.runAll();
    assertThat(events)
        .containsExactly(progressed(CreationStep.SCHEDULED), progressed(CreationStep.STARTED));
    assertThat(cluster.writes).containsExactly("apply " + id);
  }

  @Test
  void a_terminal_that_is_ready_before_its_progress_is_folded_is_told_ready_once() {
    row(requested);
    cluster.progress(id, CreationStep.STARTED);
    executor.runAll();
    cluster.becomeReady(id, HERE);
    executor.runAll();
    row(withProgress(CreationStep.STARTED));

    assertThat(events)
        .containsExactly(
            progressed(CreationStep.STARTED), new TerminalReady(id, HERE, clock.instant()));
  }

  @Test
  void a_report_that_kafka_loses_while_progress_is_folded_is_made_again() {
    row(requested);
    kafkaDown = true;
    cluster.becomeReady(id, HERE);
    executor.runAll();
    row(withProgress(CreationStep.STARTED));
    kafkaDown = false;
    pass(Duration.ofSeconds(20));

    assertThat(events).containsExactly(new TerminalReady(id, HERE, clock.instant()));
  }

  @Test
  void progress_that_cannot_be_written_delays_no_failure() {
    row(requested);
    Problem problem = new Problem(EndReason.IMAGE_PULL, "no image", clock.instant());
    cluster.breakDown(id, problem);
    kafkaDown = true;
    cluster.progress(id, CreationStep.SCHEDULED);
    executor.runAll();
    pass(Fixtures.SETTINGS.imagePatience().minusMillis(1));
    kafkaDown = false;
    pass(Duration.ofMillis(1));

    assertThat(events)
        .containsExactly(new TerminalFailed(id, EndReason.IMAGE_PULL, "no image", clock.instant()));
  }

  @Test
  void progress_that_was_told_delays_no_deadline() {
    row(requested);
    Problem problem = new Problem(EndReason.IMAGE_PULL, "no image", clock.instant());
    cluster.breakDown(id, problem);
    cluster.progress(id, CreationStep.SCHEDULED);
    executor.runAll();
    pass(Fixtures.SETTINGS.imagePatience());

    assertThat(events)
        .hasSize(2)
        .endsWith(new TerminalFailed(id, EndReason.IMAGE_PULL, "no image", clock.instant()));
  }

  private TerminalProgressed progressed(CreationStep step) {
    return new TerminalProgressed(id, step, clock.instant());
  }

  private TerminalRow withProgress(CreationStep step) {
    return TerminalRow.newBuilder(requested).setProgress(step).build();
  }

  @Test
  void a_refusal_ends_the_terminal_with_the_servers_words_and_removes_what_was_made() {
    cluster.refused.put(id, "exceeded quota: tight");
    row(requested);
    assertThat(events)
        .containsExactly(
            new TerminalFailed(id, EndReason.REFUSED, "exceeded quota: tight", clock.instant()));

    row(Fixtures.in(requested, Phase.FAILED));
    assertThat(cluster.there).isEmpty();
    pass(Duration.ofMinutes(10));
    sweep();
    assertThat(cluster.writes).containsExactly("apply " + id, "delete " + id);
  }

  @Test
  void a_credential_that_does_not_open_ends_the_terminal_and_is_not_shown() {
    TerminalRow foreign = Fixtures.requested(UUID.randomUUID(), clock.instant());
    TerminalRow wrong = TerminalRow.newBuilder(requested).build();
    wrong.setSealedCredential(foreign.getSealedCredential());
    row(wrong);

    TerminalFailed failed = (TerminalFailed) events.getFirst();
    assertThat(failed.getReason()).isEqualTo(EndReason.REFUSED);
    assertThat(failed.getMessage())
        .contains("cannot be opened")
        .doesNotContain(foreign.getSealedCredential());
    assertThat(cluster.writes).isEmpty();
  }

  @Test
  void a_renewed_credential_reaches_a_terminal_that_runs_and_one_that_comes_up_once() {
    row(requested);
    row(Fixtures.renewed(requested, "second"));
    row(Fixtures.renewed(requested, "second"));
    TerminalRow ready = Fixtures.ready(requested, HERE);
    cluster.becomeReady(id, HERE);
    row(ready);
    row(Fixtures.renewed(ready, "third"));
    sweep();
    assertThat(cluster.writes)
        .containsExactly("apply " + id, "renew " + id, "renew " + id, "renew " + id, "renew " + id);
  }

  @Test
  void a_terminal_that_is_as_its_row_says_is_not_renewed() {
    row(requested);
    cluster.becomeReady(id, HERE);
    row(Fixtures.ready(requested, HERE));
    sweep();
    pass(Duration.ofMinutes(10));
    assertThat(cluster.writes).containsExactly("apply " + id);
  }

  @Test
  void a_renewed_credential_that_does_not_open_is_told_once_and_the_one_before_stays() {
    row(requested);
    cluster.becomeReady(id, HERE);
    TerminalRow foreign = Fixtures.requested(UUID.randomUUID(), clock.instant());
    TerminalRow wrong = Fixtures.ready(requested, HERE);
    wrong.setSealedCredential(foreign.getSealedCredential());
    row(wrong);
    for (int i = 0; i < 10; i++) {
      sweep();
      pass(Duration.ofMinutes(1));
    }

    assertThat(cluster.writes).containsExactly("apply " + id);
    assertThat(events).noneMatch(TerminalFailed.class::isInstance);
    assertThat(meters.counter("terminal.provisioner.reconcile.credentials.unopened").count())
        .isEqualTo(1);

    row(Fixtures.renewed(wrong, "third"));
    assertThat(cluster.writes).containsExactly("apply " + id, "renew " + id);
  }

  @Test
  void a_terminal_comes_up_although_its_renewed_credential_does_not_open() {
    row(requested);
    TerminalRow wrong = Fixtures.renewed(requested, "x");
    wrong.setSealedCredential(
        Fixtures.requested(UUID.randomUUID(), clock.instant()).getSealedCredential());
    row(wrong);
    cluster.becomeReady(id, HERE);
    executor.runAll();
    assertThat(events).containsExactly(new TerminalReady(id, HERE, clock.instant()));
  }

  @Test
  void words_longer_than_the_schema_allows_are_cut() {
    cluster.refused.put(id, "x".repeat(5_000));
    row(requested);
    assertThat(((TerminalFailed) events.getFirst()).getMessage()).hasSize(1_024);
  }

  @Test
  void closing_deletes_and_then_reports() {
    row(requested);
    row(Fixtures.in(requested, Phase.CLOSING));
    assertThat(cluster.writes).containsExactly("apply " + id, "delete " + id);
    assertThat(events).containsExactly(new TerminalClosed(id, clock.instant()));
  }

  @Test
  void closing_waits_for_what_is_held_back() {
    row(requested);
    cluster.there.get(id).leaving.add(Part.SECRET);
    row(Fixtures.in(requested, Phase.CLOSING));
    assertThat(events).isEmpty();

    cluster.lose(id, Part.SECRET);
    executor.runAll();
    assertThat(events).containsExactly(new TerminalClosed(id, clock.instant()));
  }

  @Test
  void an_api_server_that_is_down_costs_only_time() {
    cluster.down = true;
    row(requested);
    pass(Duration.ofMinutes(30));
    assertThat(events).isEmpty();

    cluster.down = false;
    pass(Fixtures.SETTINGS.longestRetry());
    assertThat(cluster.writes).containsExactly("apply " + id);
    cluster.becomeReady(id, HERE);
    executor.runAll();
    assertThat(events).hasSize(1);
  }

  @Test
  void an_apply_that_was_cut_short_is_done_again() {
    cluster.partsBeforeFailure = 1;
    row(requested);
    assertThat(cluster.observe(id).complete()).isFalse();
    cluster.partsBeforeFailure = 3;
    pass(Duration.ofSeconds(1));
    assertThat(cluster.observe(id).complete()).isTrue();
  }

  @Test
  void an_apply_that_achieves_nothing_is_not_repeated_in_a_loop() {
    cluster.listeners.add(changed -> cluster.there.remove(id));
    row(requested);
    for (int i = 0; i < 600; i++) {
      pass(Duration.ofMillis(100));
    }
    assertThat(cluster.writes).hasSizeBetween(5, 25);
  }

  @Test
  void a_lost_object_of_a_ready_terminal_is_made_again_and_counted() {
    row(requested);
    cluster.becomeReady(id, HERE);
    executor.runAll();
    row(Fixtures.ready(requested, HERE));
    cluster.listeners.clear();
    cluster.lose(id, Part.SERVICE);

    sweep();

    assertThat(cluster.observe(id).complete()).isTrue();
    assertThat(swept("missing")).isEqualTo(1);
  }

  @Test
  void a_ready_terminal_that_breaks_for_good_fails() {
    row(requested);
    cluster.becomeReady(id, HERE);
    executor.runAll();
    row(Fixtures.ready(requested, HERE));
    events.clear();
    cluster.breakDown(id, new Problem(EndReason.NODE_LOST, "silent", clock.instant()));
    executor.runAll();
    pass(Fixtures.SETTINGS.nodePatience().minusMillis(1));
    assertThat(events).isEmpty();
    pass(Duration.ofMillis(1));
    assertThat(events)
        .containsExactly(new TerminalFailed(id, EndReason.NODE_LOST, "silent", clock.instant()));
  }

  @Test
  void objects_without_a_row_are_removed_when_found_so_twice() {
    orphan();
    sweep();
    assertThat(cluster.there).isNotEmpty();
    assertThat(swept("orphan")).isEqualTo(1);
    pass(Fixtures.SWEEP);
    assertThat(cluster.there).isEmpty();
  }

  @Test
  void objects_without_a_row_stay_while_their_partition_is_not_ours_or_not_caught_up() {
    orphan();
    caughtUp = false;
    for (int i = 0; i < 5; i++) {
      sweep();
      pass(Fixtures.SWEEP);
    }
    reconciler.left(partition);
    caughtUp = true;
    for (int i = 0; i < 5; i++) {
      sweep();
      pass(Fixtures.SWEEP);
    }
    assertThat(cluster.there).isNotEmpty();
    assertThat(swept("orphan")).isZero();
  }

  @Test
  void objects_whose_row_arrives_in_time_stay() {
    orphan();
    sweep();
    clock.pass(Fixtures.SWEEP.minusMillis(1));
    row(requested);
    pass(Duration.ofMinutes(1));
    assertThat(cluster.writes).isEmpty();
    assertThat(cluster.there).containsKey(id);
  }

  @Test
  void no_object_is_an_orphan_once_a_row_strayed() {
    reconciler.arrived((partition + 1) % Fixtures.PARTITIONS);
    UUID stray = UUID.randomUUID();
    reconciler.changed(
        (Fixtures.partition(stray) + 1) % Fixtures.PARTITIONS,
        stray,
        Fixtures.requested(stray, clock.instant()));
    executor.runAll();
    orphan();
    for (int i = 0; i < 5; i++) {
      sweep();
      pass(Fixtures.SWEEP);
    }
    assertThat(cluster.there).containsKey(id);
  }

  @Test
  void a_late_create_of_a_closed_terminal_is_undone() {
    row(requested);
    row(Fixtures.in(requested, Phase.CLOSING));
    row(Fixtures.in(requested, Phase.CLOSED));
    assertThat(cluster.there).isEmpty();
    orphan();
    executor.runAll();
    pass(Fixtures.SWEEP);
    assertThat(cluster.there).isEmpty();
  }

  @Test
  void after_a_partition_left_nothing_of_it_is_touched_or_written() {
    row(requested);
    reconciler.left(partition);
    cluster.becomeReady(id, HERE);
    executor.runAll();
    cluster.lose(id, Part.SERVICE);
    for (int i = 0; i < 5; i++) {
      sweep();
      pass(Duration.ofMinutes(1));
    }
    assertThat(events).isEmpty();
    assertThat(cluster.writes).containsExactly("apply " + id);
  }

  @Test
  void what_was_under_way_when_its_partition_left_is_not_reported() {
    reconciler.changed(partition, id, requested);
    cluster.listeners.add(
        changed -> {
          reconciler.left(partition);
          cluster.there.get(id).endpoint = HERE;
        });
    executor.runAll();
    assertThat(cluster.writes).hasSize(1);
    assertThat(events).isEmpty();
  }

  @Test
  void nothing_is_done_before_the_cluster_is_listed_and_the_partition_caught_up() {
    cluster.synced = false;
    row(requested);
    pass(Duration.ofSeconds(30));
    cluster.synced = true;
    caughtUp = false;
    pass(Duration.ofSeconds(30));
    assertThat(cluster.writes).isEmpty();
    caughtUp = true;
    pass(Fixtures.SETTINGS.longestRetry());
    assertThat(cluster.writes).hasSize(1);
  }

  @Test
  void stuck_terminals_delay_no_other() {
    for (int i = 0; i < 100; i++) {
      UUID stuck = UUID.randomUUID();
      cluster.unavailable.add(stuck);
      reconciler.arrived(Fixtures.partition(stuck));
      reconciler.changed(
          Fixtures.partition(stuck), stuck, Fixtures.requested(stuck, clock.instant()));
    }
    executor.runAll();
    row(requested);
    assertThat(cluster.writes).containsExactly("apply " + id);
  }

  private void orphan() {
    cluster.create(id);
    executor.runAll();
  }
}
