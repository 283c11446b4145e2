package io.kubeterminal.provisioner.fold;

import static java.util.Objects.requireNonNull;

import io.kubeterminal.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/** {@link LogOffsets} of the broker: the log's ends, and the offsets the fold's group committed. */
final class KafkaLogOffsets implements LogOffsets, AutoCloseable {

  private final Supplier<Admin> connect;
  private final String group;
  private @Nullable Admin admin;

  /**
   * @param connect called once it is needed: a broker whose name does not resolve yet is no reason
   *     not to start
   */
  KafkaLogOffsets(Supplier<Admin> connect, String group) {
    this.connect = connect;
    this.group = group;
  }

  @Override
  public Map<Integer, Reach> of(Set<Integer> partitions) {
    Admin admin = admin();
    Map<TopicPartition, ListOffsetsResultInfo> starts =
        await(admin.listOffsets(ask(partitions, OffsetSpec.earliest())).all());
    Map<TopicPartition, ListOffsetsResultInfo> ends =
        await(admin.listOffsets(ask(partitions, OffsetSpec.latest())).all());
    Map<TopicPartition, OffsetAndMetadata> committed =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<Integer, Reach> reaches = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          long start = requireNonNull(starts.get(partition)).offset();
          OffsetAndMetadata folded = committed.get(partition);
          reaches.put(
              partition.partition(),
              new Reach(end.offset(), folded != null ? folded.offset() : start));
        });
    return reaches;
  }

  @Override
  public synchronized void close() {
    if (admin != null) {
      admin.close();
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = connect.get();
    }
    return admin;
  }

  private static Map<TopicPartition, OffsetSpec> ask(Set<Integer> partitions, OffsetSpec spec) {
    return partitions.stream()
        .map(partition -> new TopicPartition(Topics.TERMINAL_EVENTS.name(), partition))
        .collect(Collectors.toMap(Function.identity(), partition -> spec));
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
