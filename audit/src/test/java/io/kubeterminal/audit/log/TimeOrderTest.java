package io.kubeterminal.audit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several partitions, in the order of time. */
class TimeOrderTest {

  private final List<String> told = new ArrayList<>();
  private final TimeOrder order = new TimeOrder(Set.of(0, 1), this::tell);

  @Test
  void theEarlierOfTwoPartitionsComesFirst() {
    order.take(record(0, 0, 20));
    order.take(record(1, 0, 10));
    order.pause();
    assertThat(told).containsExactly("1/0");

    order.ended(1);
    order.pause();
    assertThat(told).containsExactly("1/0", "0/0");
  }

  @Test
  void nothingIsToldWhileAnEarlierOneMayStillCome() {
    order.take(record(0, 0, 20));
    order.pause();

    assertThat(told).isEmpty();
  }

  /** A new leader's clock may be behind. */
  @Test
  void theOrderWithinAPartitionIsNeverChanged() {
    order.take(record(0, 0, 30));
    order.take(record(0, 1, 10));
    order.take(record(1, 0, 20));
    order.ended(0);
    order.ended(1);
    order.pause();

    assertThat(told).containsExactly("1/0", "0/0", "0/1");
  }

  @Test
  void aPartitionThatIsFarAheadWaits() {
    for (int i = 0; i < 9_999; i++) {
      order.take(record(0, i, i));
    }
    assertThat(order.isFull(0)).isFalse();
    order.take(record(0, 9_999, 9_999));
    assertThat(order.isFull(0)).isTrue();
    assertThat(order.isFull(1)).isFalse();

    order.take(record(1, 0, 9_999));
    order.pause();
    assertThat(order.isFull(0)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void whateverComesWhenAllIsToldInOrder(long seed) {
    Random random = new Random(seed);
    List<Long> times = new ArrayList<>();
    Set<Integer> partitions = Set.of(0, 1, 2, 3);
    TimeOrder any = new TimeOrder(partitions, record -> times.add(record.timestamp()));
    long[] offsets = new long[4];
    long[] clocks = new long[4];
    for (int i = 0; i < 1_000; i++) {
      int partition = random.nextInt(4);
      clocks[partition] += random.nextInt(5);
      any.take(record(partition, offsets[partition]++, clocks[partition]));
      if (random.nextInt(10) == 0) {
        any.pause();
      }
    }
    partitions.forEach(any::ended);
    any.pause();

    assertThat(times).hasSize(1_000).isSorted();
  }

  private void tell(ConsumerRecord<byte[], byte[]> record) {
    told.add(record.partition() + "/" + record.offset());
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long time) {
    return new ConsumerRecord<>(
        "terminal-events",
        partition,
        offset,
        time,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        new byte[0],
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
