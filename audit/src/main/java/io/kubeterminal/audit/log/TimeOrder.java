package io.kubeterminal.audit.log;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Brings the records of several partitions into the order of their append times, and never changes
 * the order within one. It holds a bounded number of each partition.
 */
public final class TimeOrder implements Receiver {

  private static final int BOUND = 10_000;

  private static final Comparator<ConsumerRecord<byte[], byte[]>> BY_TIME =
      Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
          .thenComparing(ConsumerRecord::partition);

  private final Map<Integer, Queue<ConsumerRecord<byte[], byte[]>>> waiting = new TreeMap<>();
  private final Set<Integer> open;
  private final Consumer<ConsumerRecord<byte[], byte[]>> next;

  /**
   * @param partitions those that will send something, or end
   */
  public TimeOrder(Set<Integer> partitions, Consumer<ConsumerRecord<byte[], byte[]>> next) {
    this.open = new HashSet<>(partitions);
    this.next = next;
    partitions.forEach(partition -> waiting.put(partition, new ArrayDeque<>()));
  }

  @Override
  public void take(ConsumerRecord<byte[], byte[]> record) {
    queue(record.partition()).add(record);
  }

  @Override
  public void ended(int partition) {
    open.remove(partition);
  }

  /** An earlier record may still come from a partition that is open and has nothing here. */
  @Override
  public void pause() {
    while (open.stream().noneMatch(partition -> queue(partition).isEmpty())) {
      var first =
          waiting.values().stream()
              .filter(queue -> !queue.isEmpty())
              .min(Comparator.comparing(Queue::element, BY_TIME));
      if (first.isEmpty()) {
        return;
      }
      next.accept(first.get().remove());
    }
  }

  @Override
  public boolean isFull(int partition) {
    return queue(partition).size() >= BOUND;
  }

  private Queue<ConsumerRecord<byte[], byte[]>> queue(int partition) {
    return requireNonNull(waiting.get(partition));
  }
}
