package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.kubeterminal.provisioner.cluster.ClusterFixture;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalProgressed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.testing.ClusterTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rows in, events out, with a real Kubernetes between them. */
@ClusterTest
class ReconcileIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<SpecificRecord> events = new CopyOnWriteArrayList<>();
  private final List<CreationStep> steps = new CopyOnWriteArrayList<>();
  private final UUID id = UUID.randomUUID();
  private final int partition = Fixtures.partition(id);
  private final TerminalRow requested = Fixtures.requested(id, Instant.now());
  private ClusterFixture fixture;
  private Reconciler reconciler;
  private ReconcileClock clock;

  @BeforeEach
  void start() {
    fixture = new ClusterFixture();
    reconciler =
        new Reconciler(
            fixture.cluster,
            Fixtures.OPENER,
            this::append,
            new Rows(() -> Fixtures.PARTITIONS, any -> true),
            Fixtures.SETTINGS,
            Clock.systemUTC(),
            work -> Thread.ofVirtual().start(work),
            RandomGenerator.getDefault(),
            new ReconcileMeters(new SimpleMeterRegistry()),
            Traces.OFF);
    clock = new ReconcileClock(reconciler, Fixtures.SWEEP, null);
    clock.start();
    reconciler.arrived(partition);
  }

  @AfterEach
  void stop() {
    clock.close();
    reconciler.close();
    fixture.close();
  }

  private CompletionStage<Void> append(UUID terminalId, SpecificRecord event) {
    if (event instanceof TerminalProgressed progressed) {
      steps.add(progressed.getStep());
    } else {
      events.add(event);
    }
    return CompletableFuture.completedFuture(null);
  }

  private SpecificRecord awaitEvent() {
    await().atMost(PATIENCE).until(() -> !events.isEmpty());
    return events.removeFirst();
  }

  @Test
  void a_terminal_lives_and_ends_with_three_writes_each() {
    reconciler.changed(partition, id, requested);
    TerminalReady ready = (TerminalReady) awaitEvent();
    assertThat(fixture.writes()).isEqualTo(3);
    assertThat(steps).startsWith(CreationStep.SCHEDULED).doesNotHaveDuplicates().isSorted();

    reconciler.changed(partition, id, Fixtures.ready(requested, ready.getEndpoint()));
    reconciler.sweep();
    reconciler.changed(partition, id, Fixtures.in(requested, Phase.CLOSING));
    assertThat(awaitEvent()).isInstanceOf(TerminalClosed.class);
    assertThat(fixture.writes()).isEqualTo(6);
    assertThat(events).isEmpty();
  }

  @Test
  void an_image_that_does_not_exist_fails_within_half_a_minute_and_leaves_nothing() {
    requested.setImage("localhost/no-such-image:1");
    reconciler.changed(partition, id, requested);

    TerminalFailed failed = (TerminalFailed) awaitEvent();
    assertThat(failed.getReason()).isEqualTo(EndReason.IMAGE_PULL);
    assertThat(failed.getMessage()).contains("no-such-image").contains("failed");
    assertThat(steps).containsExactly(CreationStep.SCHEDULED);

    reconciler.changed(partition, id, Fixtures.in(requested, Phase.FAILED));
    await().atMost(PATIENCE).until(() -> fixture.cluster.observe(id).gone());
  }

  @Test
  void a_quota_that_forbids_its_pod_refuses_it_with_the_servers_words() {
    quota("pods");
    reconciler.changed(partition, id, requested);
    TerminalFailed failed = (TerminalFailed) awaitEvent();
    assertThat(failed.getReason()).isEqualTo(EndReason.REFUSED);
    assertThat(failed.getMessage()).contains("exceeded quota: tight");
  }

  @Test
  void a_quota_that_forbids_its_secret_refuses_it_with_the_servers_words() {
    quota("count/secrets");
    reconciler.changed(partition, id, requested);
    TerminalFailed failed = (TerminalFailed) awaitEvent();
    assertThat(failed.getReason()).isEqualTo(EndReason.REFUSED);
    assertThat(failed.getMessage()).contains("exceeded quota: tight");

    reconciler.changed(partition, id, Fixtures.in(requested, Phase.FAILED));
    await().atMost(PATIENCE).until(() -> fixture.cluster.observe(id).gone());
  }

  @Test
  void a_service_removed_by_hand_comes_back_and_its_new_address_is_told() {
    reconciler.changed(partition, id, requested);
    TerminalReady ready = (TerminalReady) awaitEvent();
    reconciler.changed(partition, id, Fixtures.ready(requested, ready.getEndpoint()));

    fixture.kubectl.services().inNamespace(fixture.namespace).withName("terminal-" + id).delete();

    TerminalReady again = (TerminalReady) awaitEvent();
    assertThat(again.getEndpoint()).isNotEqualTo(ready.getEndpoint());
  }

  private void quota(String resource) {
    var quota =
        new ResourceQuotaBuilder()
            .withNewMetadata()
            .withName("tight")
            .endMetadata()
            .withNewSpec()
            .addToHard(resource, new Quantity("0"))
            .endSpec()
            .build();
    var quotas = fixture.kubectl.resourceQuotas().inNamespace(fixture.namespace);
    quotas.resource(quota).create();
    await()
        .atMost(PATIENCE)
        .until(() -> !quotas.withName("tight").require().getStatus().getHard().isEmpty());
  }
}
