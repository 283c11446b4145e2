package io.kubeterminal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.provisioner.fold.RealFold;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.testing.Events;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.topic.Topics;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/**
 * How many bytes a terminal takes in each topic of a real Kafka, and of heap in the real fold, for
 * docs/deploying.md; run by name alone: {@code ./mvnw -pl audit -am verify -Dtest=NoSuch
 * -Dit.test=TopicSizes -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class TopicSizes {

  private static final int TERMINALS = 10_000;

  /** About as long as a ServiceAccount's. */
  private static final String TOKEN = "t".repeat(1_000);

  private static final Duration BOUND = Duration.ofMinutes(5);

  private final List<UUID> ids =
      IntStream.range(0, TERMINALS).mapToObj(i -> UUID.randomUUID()).toList();
  private final Sealer sealer = new Sealer(SealingKeys.generate().toPublicJWKSet());

  @Test
  void bytesOfATerminal() throws Exception {
    try (KafkaFixture kafka = KafkaFixture.fresh()) {
      kafka.createTopics(Topics.DEFAULT_PARTITIONS);
      try (RealFold fold = new RealFold(kafka)) {
        awaitFolded(kafka);
        long before = usedHeap();
        send(kafka, Topics.TERMINAL_EVENTS.name(), this::requested);
        for (CreationStep step :
            List.of(CreationStep.SCHEDULED, CreationStep.IMAGE_PULLED, CreationStep.STARTED)) {
          send(kafka, Topics.TERMINAL_EVENTS.name(), id -> Events.progressed(id, step));
        }
        send(kafka, Topics.TERMINAL_EVENTS.name(), Events::ready);
        send(kafka, Topics.TERMINAL_HEARTBEATS.name(), this::beat);
        awaitFolded(kafka);
        System.out.printf("the fold: %,d bytes of heap%n", (usedHeap() - before) / TERMINALS);
        tell(kafka, "requested, three steps, ready, one beat");

        send(kafka, Topics.TERMINAL_EVENTS.name(), Events::expiring);
        send(kafka, Topics.TERMINAL_EVENTS.name(), Events::expired);
        send(kafka, Topics.TERMINAL_EVENTS.name(), Events::closed);
        awaitFolded(kafka);
        tell(kafka, "the same, expired and closed");
      }
    }
  }

  private TerminalRequested requested(UUID id) {
    return TerminalRequested.newBuilder(Events.requested(id))
        .setSealedCredential(sealer.seal(id, TOKEN))
        .setImage(null)
        .setRequestFingerprint(null)
        .build();
  }

  private Heartbeat beat(UUID id) {
    return new Heartbeat(id, Events.WRITERS_CLOCK);
  }

  /** Each record in a batch of its own, as it is when terminals are asked for one by one. */
  private void send(KafkaFixture kafka, String topic, Function<UUID, SpecificRecord> record) {
    Map<String, Object> settings = kafka.clientSettings();
    settings.put("batch.size", 0);
    try (RecordSerializer serializer = new RecordSerializer();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      serializer.configure(settings, false);
      for (UUID id : ids) {
        producer.send(
            new ProducerRecord<>(
                topic,
                id.toString().getBytes(UTF_8),
                serializer.serialize(topic, record.apply(id))));
      }
      producer.flush();
    }
  }

  private static void awaitFolded(KafkaFixture kafka) {
    await()
        .atMost(BOUND)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> RealFold.isFolded(kafka, Topics.DEFAULT_PARTITIONS));
  }

  private static void tell(KafkaFixture kafka, String after) throws Exception {
    try (Admin admin = Admin.create(kafka.clientSettings())) {
      int broker = admin.describeCluster().nodes().get().iterator().next().id();
      Map<String, LogDirDescription> folders =
          admin.describeLogDirs(List.of(broker)).allDescriptions().get().get(broker);
      for (String topic :
          List.of(
              Topics.TERMINAL_EVENTS.name(),
              Topics.TERMINALS.name(),
              Topics.TERMINAL_HEARTBEATS.name(),
              "kube-terminal-provisioner-rows-changelog")) {
        long bytes =
            folders.values().stream()
                .flatMap(folder -> folder.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().equals(topic))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
        System.out.printf("%s, %s: %,d bytes a terminal%n", after, topic, bytes / TERMINALS);
        assertThat(bytes).as(topic).isPositive();
      }
    }
  }

  private static long usedHeap() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
