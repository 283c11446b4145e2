package io.kubeterminal.audit.replay;

import static io.kubeterminal.audit.log.CannotAnswer.Kind.UNREADABLE;
import static io.kubeterminal.audit.log.CannotAnswer.Kind.USAGE;

import io.kubeterminal.audit.log.CannotAnswer;
import io.kubeterminal.audit.log.ClientSettings;
import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.audit.replay.RebuiltRows.Rebuilt;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An empty topic beside the live ones, which takes the rebuilt rows. */
public final class RowTopic {

  private static final String ROWS = Topics.TERMINALS.name();

  private final String name;

  private RowTopic(String name) {
    this.name = name;
  }

  /**
   * The topic of this name, after a look whether it may be written to.
   *
   * @throws CannotAnswer if it is a live one, is missing or not empty, or has other partitions
   */
  public static RowTopic named(String name, TopicReader topics) {
    if (isLive(name)) {
      throw new CannotAnswer(
          USAGE, name + " is a live topic, which only its service writes: name another for --into");
    }
    int partitions = topics.partitions(name);
    int wanted = topics.partitions(ROWS);
    if (partitions != wanted) {
      throw new CannotAnswer(
          UNREADABLE,
          "%s has %d partitions: make it with %d, as many as %s"
              .formatted(name, partitions, wanted, ROWS));
    }
    Set<Integer> all = TopicReader.all(partitions);
    if (!topics.starts(name, all).equals(topics.ends(name, all))) {
      throw new CannotAnswer(
          UNREADABLE, name + " is not empty: delete its records, or name another topic for --into");
    }
    return new RowTopic(name);
  }

  /** Writes every row that {@code replay} came to, as the provisioner would; returns how many. */
  public int write(LogReplay replay, ClientSettings settings) {
    AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    int written = 0;
    try (RecordSerializer serializer = new RecordSerializer();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(
                settings.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
      serializer.configure(settings.registry(), false);
      for (Map.Entry<Integer, RebuiltRows> partition : replay.rebuilt().entrySet()) {
        for (Map.Entry<UUID, Rebuilt> row : partition.getValue().rows().entrySet()) {
          producer.send(
              record(partition.getKey(), row.getKey(), row.getValue(), serializer),
              (sent, refused) -> failure.compareAndSet(null, refused));
          written++;
        }
      }
      producer.flush();
    }
    Exception refused = failure.get();
    if (refused != null) {
      throw new CannotAnswer(
          UNREADABLE,
          "not all rows are in %s (%s): empty it, and ask again"
              .formatted(name, refused.getMessage()));
    }
    return written;
  }

  /** The schema is that of terminals: a topic beside it has no subject of its own. */
  private ProducerRecord<byte[], byte[]> record(
      int partition, UUID terminal, Rebuilt rebuilt, RecordSerializer serializer) {
    return new ProducerRecord<>(
        name,
        partition,
        rebuilt.time().toEpochMilli(),
        terminal.toString().getBytes(StandardCharsets.UTF_8),
        serializer.serialize(ROWS, rebuilt.row()));
  }

  private static boolean isLive(String name) {
    return Topics.ALL.stream().map(Topic::name).anyMatch(name::equals)
        || name.startsWith("_")
        || name.endsWith("-changelog")
        || name.endsWith("-repartition");
  }
}
