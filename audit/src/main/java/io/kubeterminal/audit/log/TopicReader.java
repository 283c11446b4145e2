package io.kubeterminal.audit.log;

import static io.kubeterminal.audit.log.CannotAnswer.Kind.UNREADABLE;
import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads partitions from here to there, committed records only. It joins no group and commits
 * nothing, so no service notices it.
 */
public final class TopicReader implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(250);

  /** Together 20 s without a record that must be there. */
  private static final int IDLE_POLLS = 80;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final String servers;

  public TopicReader(ClientSettings settings) {
    servers = settings.bootstrapServers();
    consumer =
        new KafkaConsumer<>(
            settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /**
   * @throws CannotAnswer if there is no such topic
   */
  public int partitions(String topic) {
    int count = consumer.partitionsFor(topic).size();
    if (count == 0) {
      throw new CannotAnswer(
          UNREADABLE,
          "there is no topic %s at %s: check --bootstrap-servers and --command-config"
              .formatted(topic, servers));
    }
    return count;
  }

  /** The first offset of each partition. */
  public Map<Integer, Long> starts(String topic, Set<Integer> partitions) {
    return byPartition(consumer.beginningOffsets(of(topic, partitions)));
  }

  /** The offset behind the last record of each partition whose transaction, if any, is over. */
  public Map<Integer, Long> ends(String topic, Set<Integer> partitions) {
    return byPartition(consumer.endOffsets(of(topic, partitions)));
  }

  /** The offset of the first record of each partition appended at {@code time} or later. */
  public Map<Integer, Long> firstAt(String topic, Set<Integer> partitions, Instant time) {
    long millis = Math.max(0, time.toEpochMilli());
    Map<TopicPartition, OffsetAndTimestamp> found =
        consumer.offsetsForTimes(
            of(topic, partitions).stream()
                .collect(Collectors.toMap(Function.identity(), partition -> millis)));
    Map<Integer, Long> offsets = new HashMap<>(ends(topic, partitions));
    found.forEach(
        (partition, at) -> {
          if (at != null) {
            offsets.merge(partition.partition(), at.offset(), Math::min);
          }
        });
    return offsets;
  }

  /** Reads {@code spans}, and returns when all of it is read. */
  public void read(String topic, Map<Integer, Span> spans, Receiver receiver) {
    Map<TopicPartition, Long> open = new HashMap<>();
    spans.forEach(
        (partition, span) -> {
          if (span.isEmpty()) {
            receiver.ended(partition);
          } else {
            open.put(new TopicPartition(topic, partition), span.end());
          }
        });
    receiver.pause();
    consumer.assign(open.keySet());
    open.keySet()
        .forEach(
            partition ->
                consumer.seek(partition, requireNonNull(spans.get(partition.partition())).start()));
    int idle = 0;
    while (!open.isEmpty()) {
      ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
      idle = found.isEmpty() && found.nextOffsets().isEmpty() ? idle + 1 : 0;
      if (idle == IDLE_POLLS) {
        throw new CannotAnswer(
            UNREADABLE,
            "Kafka at %s gave no record of %s for 20 s: look at its brokers, then ask again"
                .formatted(servers, topic));
      }
      hand(found, open, receiver);
    }
    consumer.unsubscribe();
  }

  /** Reads on from {@code starts}, until the thread is interrupted or {@code receiver} throws. */
  public void follow(String topic, Map<Integer, Long> starts, Receiver receiver) {
    Set<TopicPartition> partitions = of(topic, starts.keySet());
    consumer.assign(partitions);
    partitions.forEach(
        partition -> consumer.seek(partition, requireNonNull(starts.get(partition.partition()))));
    try {
      for (int idle = 0; ; ) {
        ConsumerRecords<byte[], byte[]> found = consumer.poll(POLL);
        found.forEach(receiver::take);
        receiver.pause();
        idle = found.isEmpty() ? idle + 1 : 0;
        if (idle % IDLE_POLLS == IDLE_POLLS - 1) {
          // Nothing to read, or nobody there? This one throws if nobody answers.
          consumer.endOffsets(partitions);
        }
      }
    } catch (InterruptException end) {
      // Or closing would be interrupted as well.
      Thread.interrupted();
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  private void hand(
      ConsumerRecords<byte[], byte[]> found, Map<TopicPartition, Long> open, Receiver receiver) {
    for (ConsumerRecord<byte[], byte[]> record : found) {
      Long end = open.get(new TopicPartition(record.topic(), record.partition()));
      if (end != null && record.offset() < end) {
        receiver.take(record);
      }
    }
    for (TopicPartition partition : List.copyOf(open.keySet())) {
      // A transaction's marker is passed as well, though it is no record.
      if (consumer.position(partition) >= requireNonNull(open.get(partition))) {
        open.remove(partition);
        consumer.pause(Set.of(partition));
        receiver.ended(partition.partition());
      }
    }
    receiver.pause();
    open.keySet()
        .forEach(
            partition -> {
              if (receiver.isFull(partition.partition())) {
                consumer.pause(Set.of(partition));
              } else {
                consumer.resume(Set.of(partition));
              }
            });
  }

  /** All the partitions of a topic with that many. */
  public static Set<Integer> all(int partitions) {
    return IntStream.range(0, partitions).boxed().collect(Collectors.toSet());
  }

  private static Set<TopicPartition> of(String topic, Set<Integer> partitions) {
    return partitions.stream()
        .map(partition -> new TopicPartition(topic, partition))
        .collect(Collectors.toSet());
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    Map<Integer, Long> byPartition = new TreeMap<>();
    offsets.forEach((partition, offset) -> byPartition.put(partition.partition(), offset));
    return byPartition;
  }
}
