package io.kubeterminal.provisioner.fold;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * {@link LogOffsets} of the broker: the log's ends, and the offsets the fold's group committed.
 *
 * <p>A log may end in markers of transactions, or in aborted records, which nobody folds and for
 * which no offset is committed. So what lies behind the committed offset is looked at.
 */
final class KafkaLogOffsets implements LogOffsets, AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);
  private static final int POLLS = 5;

  private final Admin admin;
  private final Consumer<byte[], byte[]> reader;
  private final String group;

  /**
   * @param reader reads committed records only, and belongs to no group
   * @param group the group of the fold
   */
  KafkaLogOffsets(Admin admin, Consumer<byte[], byte[]> reader, String group) {
    this.admin = admin;
    this.reader = reader;
    this.group = group;
  }

  /**
   * A consumer as this class wants it: of a lagging partition it needs to see one record.
   *
   * @param settings how to connect, by Kafka's names
   */
  static Consumer<byte[], byte[]> reader(Map<String, Object> settings) {
    Map<String, Object> config = new HashMap<>(settings);
    config.remove(ConsumerConfig.GROUP_ID_CONFIG);
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 16 * 1_024);
    return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public Map<Integer, Reach> of(Set<Integer> partitions) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, ListOffsetsResultInfo> starts = list(partitions, OffsetSpec.earliest());
    Map<TopicPartition, ListOffsetsResultInfo> ends = list(partitions, OffsetSpec.latest());
    Map<TopicPartition, Reach> reaches = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long start = requireNonNull(starts.get(partition)).offset();
          OffsetAndMetadata folded = committed.get(partition);
          reaches.put(partition, new Reach(end.offset(), folded == null ? start : folded.offset()));
        });
    passWhatIsNoRecord(reaches);
    return reaches.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().partition(), Map.Entry::getValue));
  }

  @Override
  public void close() {
    reader.close();
    admin.close();
  }

  private void passWhatIsNoRecord(Map<TopicPartition, Reach> reaches) {
    Set<TopicPartition> behind =
        reaches.entrySet().stream()
            .filter(entry -> entry.getValue().folded() < entry.getValue().end())
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    reader.assign(behind);
    behind.forEach(partition -> reader.seek(partition, folded(reaches, partition)));
    for (int i = 0; i < POLLS && !behind.isEmpty(); i++) {
      var records = reader.poll(POLL);
      for (TopicPartition partition : List.copyOf(behind)) {
        List<ConsumerRecord<byte[], byte[]>> found = records.records(partition);
        long next = found.isEmpty() ? reader.position(partition) : found.getFirst().offset();
        long end = requireNonNull(reaches.get(partition)).end();
        reaches.put(partition, new Reach(end, next));
        if (!found.isEmpty() || next >= end) {
          behind.remove(partition);
        }
      }
    }
  }

  private static long folded(Map<TopicPartition, Reach> reaches, TopicPartition partition) {
    return requireNonNull(reaches.get(partition)).folded();
  }

  private Map<TopicPartition, ListOffsetsResultInfo> list(Set<Integer> partitions, OffsetSpec at) {
    return await(
        admin
            .listOffsets(
                partitions.stream()
                    .map(partition -> new TopicPartition(Topics.TERMINAL_EVENTS.name(), partition))
                    .collect(Collectors.toMap(Function.identity(), partition -> at)))
            .all());
  }

  private static <T> T await(KafkaFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new KafkaException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptException(e);
    }
  }
}
