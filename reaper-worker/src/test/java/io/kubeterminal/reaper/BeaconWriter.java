package io.kubeterminal.reaper;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.schema.Beacon;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Listens as an api-service does, only with a beacon in every partition twice a second. */
final class BeaconWriter implements AutoCloseable {

  private final String replica = UUID.randomUUID().toString();
  private final RecordSerializer serializer = new RecordSerializer();
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<Integer, Instant> chains = new ConcurrentHashMap<>();
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
  private volatile boolean paused;

  BeaconWriter(KafkaFixture kafka, int partitions) {
    serializer.configure(kafka.clientSettings(), false);
    producer =
        new KafkaProducer<>(
            kafka.clientSettings(), new ByteArraySerializer(), new ByteArraySerializer());
    thread.scheduleWithFixedDelay(
        () -> {
          for (int partition = 0; partition < partitions && !paused; partition++) {
            write(partition);
          }
        },
        0,
        500,
        TimeUnit.MILLISECONDS);
  }

  /** Nobody listens, and the chains end. */
  void pause() {
    paused = true;
    chains.clear();
  }

  void resume() {
    paused = false;
  }

  @Override
  public void close() {
    thread.shutdownNow();
    producer.close(Duration.ZERO);
    serializer.close();
  }

  private void write(int partition) {
    Beacon beacon = Records.beacon(replica, chains.get(partition));
    producer.send(
        new ProducerRecord<>(
            Topics.TERMINAL_HEARTBEATS.name(),
            partition,
            ("beacon:" + replica).getBytes(UTF_8),
            serializer.serialize(Topics.TERMINAL_HEARTBEATS.name(), beacon)),
        (written, failure) -> {
          if (failure == null && !paused) {
            chains.putIfAbsent(partition, Instant.ofEpochMilli(written.timestamp()));
          }
        });
  }
}
