package io.kubeterminal.audit;

import static java.util.stream.Collectors.toMap;

import io.kubeterminal.testing.KafkaFixture;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/**
 * Everything of a Kafka that somebody who only reads must leave as it is.
 *
 * @param committed offsets of each group
 * @param ends of every partition of every topic, internal ones and the registry's included
 */
record Traces(
    Set<String> groups,
    Map<String, String> committed,
    Map<String, Long> ends,
    Set<String> transactions) {

  static Traces of(KafkaFixture kafka) {
    try (Admin admin = Admin.create(kafka.clientSettings())) {
      Set<String> groups = new TreeSet<>();
      for (GroupListing group : admin.listGroups().all().get()) {
        groups.add(group.groupId());
      }
      Map<String, String> committed = new TreeMap<>();
      for (String group : groups) {
        committed.put(
            group,
            new TreeMap<>(
                    admin
                        .listConsumerGroupOffsets(group)
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .entrySet()
                        .stream()
                        .collect(toMap(entry -> "" + entry.getKey(), Map.Entry::getValue)))
                .toString());
      }
      Set<String> transactions = new TreeSet<>();
      admin
          .listTransactions()
          .all()
          .get()
          .forEach(transaction -> transactions.add(transaction.transactionalId()));
      return new Traces(groups, committed, ends(admin), transactions);
    } catch (ExecutionException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static Map<String, Long> ends(Admin admin)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
    Set<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    admin
        .describeTopics(names)
        .allTopicNames()
        .get()
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            latest.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.latest())));
    Map<String, Long> ends = new TreeMap<>();
    admin
        .listOffsets(latest)
        .all()
        .get()
        .forEach((partition, end) -> ends.put(partition.toString(), end.offset()));
    return ends;
  }
}
