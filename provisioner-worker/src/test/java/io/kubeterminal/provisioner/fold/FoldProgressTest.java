package io.kubeterminal.provisioner.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.provisioner.fold.FoldProgress.Ownership;
import io.kubeterminal.provisioner.fold.LogOffsets.Reach;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;

/** When a partition is caught up. */
class FoldProgressTest {

  private final Map<Integer, Reach> log = new HashMap<>();
  private final Set<Integer> asked = new HashSet<>();
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE);
  private final FoldProgress progress =
      new FoldProgress(
          partitions -> {
            asked.addAll(partitions);
            Map<Integer, Reach> reaches = new HashMap<>(log);
            reaches.keySet().retainAll(partitions);
            return reaches;
          },
          nanos::get);

  @Test
  void whatStoodThereAtArrivalIsFolded() {
    Ownership ownership = progress.arrived(3);
    look(3, 10, 4);
    assertThat(ownership.folded()).isFalse();

    look(3, 50, 9);
    assertThat(ownership.folded()).isFalse();

    look(3, 60, 10);
    assertThat(ownership.folded()).isTrue();
  }

  /** Between the two, a row that is not told yet would look like none. */
  @Test
  void caughtUpMeansFoldedAndHandedOver() {
    Ownership ownership = progress.arrived(0);
    assertThat(progress.caughtUp(0)).isFalse();

    look(0, 5, 5);
    assertThat(progress.caughtUp(0)).isFalse();

    ownership.handedOver();
    assertThat(progress.caughtUp(0)).isTrue();
  }

  @Test
  void caughtUpStaysCaughtUpUntilThePartitionLeaves() {
    Ownership ownership = caughtUp(0);
    asked.clear();
    look(0, 100, 0);

    assertThat(progress.caughtUp(0)).isTrue();
    assertThat(asked).as("looks that are not needed").isEmpty();

    assertThat(progress.left(ownership)).isTrue();
    assertThat(progress.caughtUp(0)).isFalse();
  }

  @Test
  void aPartitionThatComesBackIsComparedAgain() {
    progress.left(caughtUp(0));
    Ownership again = progress.arrived(0);
    assertThat(progress.caughtUp(0)).isFalse();

    look(0, 5, 1);
    assertThat(again.folded()).isFalse();
  }

  @Test
  void aLateGoodbyeDoesNotTakeThePartitionFromItsNewOwner() {
    Ownership old = progress.arrived(0);
    caughtUp(0);

    assertThat(progress.left(old)).isFalse();
    assertThat(progress.caughtUp(0)).isTrue();
  }

  @Test
  void aWorkerThatWasPausedIsNotSureUntilItsHeartbeatsHadTheirSay() {
    Ownership ownership = caughtUp(0);
    pass(FoldProgress.PAUSE);
    assertThat(progress.caughtUp(0)).isTrue();

    pass(Duration.ofMillis(1));
    assertThat(progress.caughtUp(0)).as("before the first tick").isFalse();

    for (Duration time = Duration.ZERO;
        time.compareTo(FoldProgress.DOUBT) < 0;
        time = time.plusSeconds(1)) {
      ownership.tick();
      assertThat(progress.caughtUp(0)).as("%s after the pause", time).isFalse();
      pass(Duration.ofSeconds(1));
    }
    assertThat(progress.caughtUp(0)).isTrue();
  }

  @Test
  void kafkaBeingAwayLeavesEverythingAsItWas() {
    FoldProgress away =
        new FoldProgress(
            partitions -> {
              throw new KafkaException("away");
            },
            nanos::get);
    Ownership ownership = away.arrived(0);

    assertThatThrownBy(away::look).isInstanceOf(KafkaException.class);
    assertThat(ownership.folded()).isFalse();
  }

  private Ownership caughtUp(int partition) {
    Ownership ownership = progress.arrived(partition);
    look(partition, 1, 1);
    ownership.handedOver();
    return ownership;
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private void look(int partition, long end, long folded) {
    log.put(partition, new Reach(end, folded));
    progress.look();
  }
}
