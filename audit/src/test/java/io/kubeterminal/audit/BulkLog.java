package io.kubeterminal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.testing.Events;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.topic.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Writes a long log: many terminals at once, each living one of many lives, with events that change
 * nothing and records that are refused among them. A seed decides all of it.
 */
final class BulkLog {

  /** The steps of a life; what is out of place is there on purpose. */
  private static final List<List<String>> LIVES =
      List.of(
          lives("Requested Progressed Ready"),
          lives("Requested Progressed Progressed Ready Ready Expiring Expired Closed"),
          lives("Requested Progressed Ready CredentialRenewed CloseRequested Closed Closed"),
          lives("Requested Ready Expiring Expiring CloseRequested Expired Closed Ready"),
          lives("Requested Requested Progressed Failed Closed Ready"),
          lives("Requested CredentialRenewed CloseRequested Ready Closed"),
          lives("Ready Closed"),
          lives("Requested"),
          lives("Requested junk Ready junk"));

  private static final int AT_ONCE = 200;
  private static final String EVENTS = Topics.TERMINAL_EVENTS.name();

  final List<UUID> terminals = new ArrayList<>();
  private final Random random;

  BulkLog(long seed) {
    this.random = new Random(seed);
  }

  /** Writes exactly {@code count} records. */
  void write(KafkaFixture kafka, int count) {
    AtomicReference<Exception> failure = new AtomicReference<>();
    Map<String, Object> settings = kafka.clientSettings();
    settings.put("linger.ms", 20);
    settings.put("batch.size", 262_144);
    try (RecordSerializer serializer = new RecordSerializer();
        KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
      serializer.configure(settings, false);
      List<Life> living = new ArrayList<>();
      for (int written = 0; written < count; written++) {
        if (living.size() < AT_ONCE) {
          living.add(new Life(new UUID(random.nextLong(), random.nextLong())));
          terminals.add(living.getLast().id);
        }
        Life life = living.get(random.nextInt(living.size()));
        producer.send(
            new ProducerRecord<>(EVENTS, life.id.toString().getBytes(UTF_8), life.next(serializer)),
            (sent, refused) -> failure.compareAndSet(null, refused));
        if (life.isOver()) {
          living.remove(life);
        }
      }
      producer.flush();
    }
    if (failure.get() != null) {
      throw new AssertionError("not all is in the log", failure.get());
    }
  }

  private static List<String> lives(String steps) {
    return List.of(steps.split(" "));
  }

  /** One terminal, and how far it is. */
  private final class Life {

    private final UUID id;
    private final List<String> steps = LIVES.get(random.nextInt(LIVES.size()));
    private int step;

    Life(UUID id) {
      this.id = id;
    }

    boolean isOver() {
      return step == steps.size();
    }

    byte[] next(RecordSerializer serializer) {
      String name = steps.get(step++);
      return name.equals("junk")
          ? "no record".getBytes(UTF_8)
          : serializer.serialize(EVENTS, event("Terminal" + name));
    }

    private SpecificRecord event(String name) {
      return switch (name) {
        case "TerminalRequested" ->
            TerminalRequested.newBuilder(Events.requested(id))
                .setOwner("user-" + random.nextInt(500))
                .setTtlSeconds(60 + random.nextInt(600))
                .build();
        case "TerminalReady" -> Events.ready(id, 1 + random.nextInt(65_535));
        case "TerminalCloseRequested" ->
            new TerminalCloseRequested(
                id,
                random.nextBoolean() ? EndReason.USER : EndReason.ADMIN,
                "user-" + random.nextInt(500),
                Events.WRITERS_CLOCK,
                null);
        default -> Events.of(name, id);
      };
    }
  }
}
