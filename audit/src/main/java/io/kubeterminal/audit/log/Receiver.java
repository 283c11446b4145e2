package io.kubeterminal.audit.log;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes what is read; the records of one partition in their order. */
@FunctionalInterface
public interface Receiver {

  void take(ConsumerRecord<byte[], byte[]> record);

  /** This partition has no more. */
  default void ended(int partition) {}

  /** Nothing more has arrived so far. */
  default void pause() {}

  /** Whether this partition has to wait for the others. */
  default boolean isFull(int partition) {
    return false;
  }
}
