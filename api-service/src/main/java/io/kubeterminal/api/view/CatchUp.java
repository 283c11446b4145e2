package io.kubeterminal.api.view;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the view has read what was there when it started: every partition up to the end it had
 * then. Once caught up it stays so; partitions added later are followed, not waited for.
 */
final class CatchUp {

  private final Map<TopicPartition, Long> ends = new ConcurrentHashMap<>();
  private volatile boolean started;
  private volatile boolean done;

  void expect(Map<TopicPartition, Long> endsAtStart) {
    if (!started) {
      ends.putAll(endsAtStart);
      started = true;
    }
  }

  /** Looks where the reader stands; {@code position} is negative where it is not known. */
  void look(ToLongFunction<TopicPartition> position) {
    if (done || !started) {
      return;
    }
    ends.entrySet().removeIf(end -> position.applyAsLong(end.getKey()) >= end.getValue());
    done = ends.isEmpty();
  }

  boolean done() {
    return done;
  }

  /** How many partitions are still behind. */
  int behind() {
    return ends.size();
  }
}
