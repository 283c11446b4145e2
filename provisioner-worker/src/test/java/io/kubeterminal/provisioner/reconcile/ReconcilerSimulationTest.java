package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Whatever happens, in whatever order: once the faults end, rows and cluster agree, and then
 * nothing is written any more. A seed that fails fails the same way every time.
 */
class ReconcilerSimulationTest {

  private static final int SEEDS = 200;
  private static final int STEPS = 400;

  @Test
  void rows_and_cluster_agree_in_the_end() {
    Set<Phase> ends = EnumSet.noneOf(Phase.class);
    for (long seed = 0; seed < SEEDS; seed++) {
      SimulatedWorld world = run(seed, false);
      check(seed, world);
      world.rows.values().forEach(row -> ends.add(row.getPhase()));

      int writes = world.cluster.writes.size();
      int events = world.logged();
      world.comeToRest();
      assertThat(world.cluster.writes).as("writes at rest, seed %d", seed).hasSize(writes);
      assertThat(world.logged()).as("events at rest, seed %d", seed).isEqualTo(events);
    }
    assertThat(ends).containsExactlyInAnyOrder(Phase.READY, Phase.FAILED, Phase.CLOSED);
  }

  @Test
  void a_worker_that_is_not_told_of_a_partition_it_lost_is_noticed() {
    for (long seed = 0; seed < SEEDS; seed++) {
      if (!run(seed, true).violations.isEmpty()) {
        return;
      }
    }
    fail("the planted bug was not found");
  }

  private static SimulatedWorld run(long seed, boolean planted) {
    SimulatedWorld world = new SimulatedWorld(seed, planted);
    for (int step = 0; step < STEPS; step++) {
      world.step();
    }
    world.comeToRest();
    return world;
  }

  private static void check(long seed, SimulatedWorld world) {
    assertThat(world.violations).as("seed %d", seed).isEmpty();
    for (UUID id : SimulatedWorld.IDS) {
      TerminalRow row = world.rows.get(id);
      ObservedTerminal observed = world.cluster.observe(id);
      if (row == null) {
        assertThat(observed.gone()).as("seed %d, never asked for: %s", seed, id).isTrue();
        continue;
      }
      switch (row.getPhase()) {
        case READY -> {
          assertThat(observed.complete()).as("seed %d, ready: %s", seed, id).isTrue();
          assertThat(observed.endpoint()).as("seed %d: %s", seed, id).isEqualTo(row.getEndpoint());
        }
        case FAILED, CLOSED ->
            assertThat(observed.gone()).as("seed %d, ended: %s", seed, id).isTrue();
        case REQUESTED, CLOSING, UNKNOWN ->
            fail("seed %d: %s is still %s, there %s", seed, id, row.getPhase(), observed);
      }
    }
  }
}
