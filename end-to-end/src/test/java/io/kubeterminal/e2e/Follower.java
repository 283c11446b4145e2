package io.kubeterminal.e2e;

import static org.awaitility.Awaitility.await;

import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.Unreadable;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Follows terminal-events as another service does: in a group, committing, from the start. */
final class Follower implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(100);

  private final RecordDeserializer values = new RecordDeserializer();
  private final KafkaConsumer<String, byte[]> consumer;
  private final Map<String, List<String>> events = new HashMap<>();

  Follower(Map<String, Object> client, String group) {
    Map<String, Object> settings = new HashMap<>(client);
    settings.put("group.id", group);
    settings.put("isolation.level", "read_committed");
    settings.put("auto.offset.reset", "earliest");
    values.configure(settings, false);
    consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.TERMINAL_EVENTS.name()));
  }

  /** The names of the terminal's events, in order, once {@code last} is among them. */
  List<String> until(String terminalId, String last, Duration patience) {
    return await(last)
        .pollInSameThread()
        .atMost(patience)
        .until(
            () -> {
              consumer.poll(POLL).forEach(this::note);
              return events.getOrDefault(terminalId, List.of());
            },
            names -> names.contains(last));
  }

  private void note(ConsumerRecord<String, byte[]> record) {
    try {
      SpecificRecord event = values.deserialize(record.topic(), record.value());
      events
          .computeIfAbsent(record.key(), key -> new ArrayList<>())
          .add(event.getClass().getSimpleName());
    } catch (Unreadable notAnEvent) {
      // Others complain about it.
    }
  }

  @Override
  public void close() {
    consumer.close();
    values.close();
  }
}
