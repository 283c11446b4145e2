package io.kubeterminal.testing;

import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Writes to topics as any other service would, and reads whole topics, without a service. */
public final class RawRecords implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** One record as a test sees it; {@code value} is null for a tombstone. */
  public record Entry(String key, @Nullable SpecificRecord value) {}

  private final Map<String, Object> settings;
  private final KafkaProducer<byte[], byte[]> producer;
  private final RecordSerializer serializer = new RecordSerializer();

  public RawRecords(KafkaFixture kafka) {
    this(kafka.clientSettings());
  }

  /**
   * @param settings of a Kafka client: where Kafka and registry are, and what they want to be shown
   */
  public RawRecords(Map<String, Object> settings) {
    this.settings = settings;
    this.serializer.configure(settings, false);
    this.producer =
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Writes a record, or with {@code null} a tombstone, and waits for the broker's ack. */
  public RecordMetadata send(String topic, String key, @Nullable SpecificRecord record) {
    return sendBytes(
        topic, key.getBytes(StandardCharsets.UTF_8), serializer.serialize(topic, record));
  }

  /** Writes bytes that need not be a record, and waits for the broker's ack. */
  public RecordMetadata sendBytes(String topic, byte @Nullable [] key, byte @Nullable [] value) {
    try {
      return producer
          .send(new ProducerRecord<>(topic, key, value))
          .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError("Kafka did not take a record for " + topic, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** All committed records of the topic from its start to its current end, as key and value. */
  public List<Entry> read(String topic) {
    return readRecords(topic).stream()
        .map(record -> new Entry(record.key(), record.value()))
        .toList();
  }

  /** As {@link #read}, with offsets, times and headers. */
  public List<ConsumerRecord<String, SpecificRecord>> readRecords(String topic) {
    RecordDeserializer deserializer = new RecordDeserializer();
    deserializer.configure(settings, false);
    return read(topic, new StringDeserializer(), deserializer);
  }

  /** As {@link #readRecords}, for topics that hold bytes which are no record. */
  public List<ConsumerRecord<byte[], byte[]>> readBytes(String topic) {
    return read(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
    serializer.close();
  }

  private <K, V> List<ConsumerRecord<K, V>> read(
      String topic, Deserializer<K> keys, Deserializer<V> values) {
    Map<String, Object> reading = new HashMap<>(settings);
    reading.put("isolation.level", "read_committed");
    reading.put("auto.offset.reset", "earliest");
    try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(reading, keys, values)) {
      List<TopicPartition> partitions =
          consumer.partitionsFor(topic).stream()
              .map(partition -> new TopicPartition(topic, partition.partition()))
              .toList();
      consumer.assign(partitions);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      List<ConsumerRecord<K, V>> found = new ArrayList<>();
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        ConsumerRecords<K, V> records = consumer.poll(PATIENCE);
        if (records.isEmpty() && records.nextOffsets().isEmpty()) {
          throw new AssertionError("Kafka gave no record of " + topic + " for " + PATIENCE);
        }
        records.forEach(found::add);
      }
      return found;
    }
  }
}
