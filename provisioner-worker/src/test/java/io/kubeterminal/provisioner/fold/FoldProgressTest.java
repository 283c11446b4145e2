package io.kubeterminal.provisioner.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.provisioner.fold.FoldProgress.Ownership;
import io.kubeterminal.provisioner.fold.LogOffsets.Reach;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** When a partition is caught up. */
class FoldProgressTest {

  private final Map<Integer, Reach> log = new HashMap<>();
  private final Set<Integer> asked = new HashSet<>();
  private final FoldProgress progress =
      new FoldProgress(
          partitions -> {
            asked.addAll(partitions);
            Map<Integer, Reach> reaches = new HashMap<>(log);
            reaches.keySet().retainAll(partitions);
            return reaches;
          });

  @Test
  void whatStoodThereAtArrivalIsFolded() {
    log.put(3, new Reach(10, 4));
    progress.arrived(3);
    progress.look();
    assertThat(progress.caughtUp(3)).isFalse();

    log.put(3, new Reach(50, 9));
    progress.look();
    assertThat(progress.caughtUp(3)).isFalse();

    log.put(3, new Reach(60, 10));
    progress.look();
    assertThat(progress.caughtUp(3)).isTrue();
  }

  @Test
  void nothingIsKnownBeforeTheFirstLook() {
    progress.arrived(0);

    assertThat(progress.caughtUp(0)).isFalse();
  }

  @Test
  void caughtUpStaysCaughtUpUntilThePartitionLeaves() {
    log.put(0, new Reach(0, 0));
    Ownership ownership = progress.arrived(0);
    progress.look();
    log.put(0, new Reach(100, 0));
    asked.clear();
    progress.look();

    assertThat(progress.caughtUp(0)).isTrue();
    assertThat(asked).as("looks that are not needed").isEmpty();

    assertThat(progress.left(ownership)).isTrue();
    assertThat(progress.caughtUp(0)).isFalse();
  }

  @Test
  void aPartitionThatComesBackIsComparedAgain() {
    log.put(0, new Reach(1, 1));
    progress.left(progress.arrived(0));
    progress.arrived(0);
    assertThat(progress.caughtUp(0)).isFalse();

    log.put(0, new Reach(5, 1));
    progress.look();
    assertThat(progress.caughtUp(0)).isFalse();
  }

  @Test
  void aLateGoodbyeDoesNotTakeThePartitionFromItsNewOwner() {
    log.put(0, new Reach(1, 1));
    Ownership old = progress.arrived(0);
    progress.arrived(0);
    progress.look();

    assertThat(progress.left(old)).isFalse();
    assertThat(progress.caughtUp(0)).isTrue();
  }

  @Test
  void kafkaBeingAwayLeavesEverythingAsItWas() {
    FoldProgress away =
        new FoldProgress(
            partitions -> {
              throw new KafkaException("away");
            });
    away.arrived(0);

    assertThatThrownBy(away::look).isInstanceOf(KafkaException.class);
    assertThat(away.caughtUp(0)).isFalse();
  }
}
