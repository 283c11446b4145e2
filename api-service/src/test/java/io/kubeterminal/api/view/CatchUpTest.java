package io.kubeterminal.api.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {

  private static final TopicPartition ROWS = new TopicPartition("terminals", 0);
  private static final TopicPartition BEATS = new TopicPartition("terminal-heartbeats", 0);

  private final Map<TopicPartition, Long> positions = new HashMap<>();
  private final CatchUp catchUp = new CatchUp();

  @Test
  void isBehindUntilEveryPartitionIsRead() {
    look();
    assertThat(catchUp.done()).isFalse();
    catchUp.expect(Map.of(ROWS, 3L, BEATS, 0L));
    positions.put(BEATS, 0L);
    look();
    positions.put(ROWS, 2L);
    look();
    assertThat(catchUp.done()).isFalse();
    assertThat(catchUp.behind()).isEqualTo(1);
    positions.put(ROWS, 3L);
    look();
    assertThat(catchUp.done()).isTrue();
  }

  @Test
  void aPartitionWithoutAPositionIsNotRead() {
    catchUp.expect(Map.of(ROWS, 0L));
    look();
    assertThat(catchUp.done()).isFalse();
  }

  @Test
  void partitionsAddedLaterAreNotWaitedFor() {
    catchUp.expect(Map.of(ROWS, 0L));
    positions.put(ROWS, 0L);
    look();
    catchUp.expect(Map.of(BEATS, 100L));
    look();
    assertThat(catchUp.done()).isTrue();
  }

  private void look() {
    catchUp.look(partition -> positions.getOrDefault(partition, -1L));
  }
}
