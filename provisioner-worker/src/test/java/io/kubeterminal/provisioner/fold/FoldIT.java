package io.kubeterminal.provisioner.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.fold.EventKind;
import io.kubeterminal.provisioner.reconcile.RowListener;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.testing.Events;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The fold on a real Kafka and registry. */
class FoldIT {

  private static final int PARTITIONS = 3;
  private static final String EVENTS = Topics.TERMINAL_EVENTS.name();
  private static final String ROWS = Topics.TERMINALS.name();
  private static final String DEAD = Topics.TERMINAL_EVENTS.deadLetters().name();
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static KafkaFixture kafka;
  private static RawRecords records;

  private final RecordingListener listener = new RecordingListener();

  @BeforeAll
  static void startKafka() {
    // Threads of the fold die on purpose here.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    kafka = KafkaFixture.fresh();
    kafka.createTopics(PARTITIONS);
    records = new RawRecords(kafka);
  }

  @AfterAll
  static void stopKafka() {
    records.close();
    kafka.close();
  }

  @Test
  void eventsGoInAndRowsComeOut() {
    UUID id = UUID.randomUUID();
    try (Worker worker = worker("in-out")) {
      long requestedAt = send(Events.requested(id), id);
      awaitPhase(id, Phase.REQUESTED);
      await().atMost(BOUND).until(() -> worker.health("readiness") == 200);
      assertThat(worker.health("liveness")).isEqualTo(200);

      worker.eventLog().append(id, Events.ready(id)).toCompletableFuture().join();
      awaitPhase(id, Phase.READY);

      ConsumerRecord<String, SpecificRecord> first = rowRecords(id).getFirst();
      assertThat(first.timestamp()).isEqualTo(requestedAt);
      assertThat(((TerminalRow) first.value()).getRequestedAt().toEpochMilli())
          .isEqualTo(requestedAt);
      assertThat(listener.told()).contains(told(id, Phase.READY));
    }
    assertThat(listener.told()).contains("left 0", "left 1", "left 2");
  }

  @Test
  void aPoisonRecordIsADeadLetterAndTheNextIsHandledWithinASecond() {
    UUID id = UUID.randomUUID();
    try (Worker worker = worker("poison")) {
      awaitCaughtUp(worker);
      int before = records.readBytes(DEAD).size();
      byte[] junk = "not a record".getBytes(UTF_8);

      var origin = records.sendBytes(EVENTS, key(id), junk);
      send(Events.requested(id), id);

      await()
          .atMost(Duration.ofSeconds(1))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> listener.told().contains(told(id, Phase.REQUESTED)));
      await().atMost(BOUND).until(() -> records.readBytes(DEAD).size() == before + 1);
      ConsumerRecord<byte[], byte[]> dead = deadLetterOf(id);
      assertThat(dead.value()).isEqualTo(junk);
      assertThat(headers(dead))
          .containsEntry("kubeterminal.origin.topic", EVENTS)
          .containsEntry("kubeterminal.origin.partition", "" + origin.partition())
          .containsEntry("kubeterminal.origin.offset", "" + origin.offset())
          .containsEntry("kubeterminal.origin.timestamp", "" + origin.timestamp())
          .containsEntry("kubeterminal.consumer", "poison")
          .containsKey("kubeterminal.reason");
    }
  }

  @Test
  void anEventInTheWrongPartitionIsNotFolded() throws Exception {
    UUID id = UUID.randomUUID();
    int right = send(id, Events.requested(id)).partition();
    try (Worker worker = worker("partition");
        KafkaProducer<byte[], byte[]> producer = producer(Map.of());
        RecordSerializer serializer = serializer()) {
      byte[] value = serializer.serialize(EVENTS, Events.closeRequested(id));
      producer
          .send(new ProducerRecord<>(EVENTS, (right + 1) % PARTITIONS, key(id), value))
          .get(10, TimeUnit.SECONDS);

      await().atMost(BOUND).until(() -> hasDeadLetter(id));
      awaitPhase(id, Phase.REQUESTED);
      assertThat(headers(deadLetterOf(id)).get("kubeterminal.reason")).contains("partition");
    }
  }

  @Test
  void aRestartGoesOnWithTheRows() {
    UUID id = UUID.randomUUID();
    UUID settled = UUID.randomUUID();
    try (Worker worker = worker("restart")) {
      for (SpecificRecord event :
          List.of(
              Events.requested(settled), Events.closeRequested(settled), Events.closed(settled))) {
        send(event, settled);
      }
      send(Events.requested(id), id);
      send(Events.ready(id), id);
      awaitPhase(settled, Phase.CLOSED);
      awaitPhase(id, Phase.READY);
    }
    int written = rowRecords(id).size();
    RecordingListener second = new RecordingListener();
    try (Worker worker = new Worker(kafka.clientSettings(), second, app("restart"))) {
      await().atMost(BOUND).until(() -> second.told().contains(told(id, Phase.READY)));
      awaitCaughtUp(worker);
      assertThat(second.told()).doesNotContain(told(settled, Phase.CLOSED));
      assertThat(rowRecords(id)).as("rows written again").hasSize(written);

      send(Events.expired(id), id);
      awaitPhase(id, Phase.CLOSING);
    }
  }

  @Test
  void aThreadThatDiesLosesNothingAndDoublesNothing() {
    UUID id = UUID.randomUUID();
    AtomicBoolean alive = new AtomicBoolean(true);
    RowListener dying =
        new RowListener() {
          @Override
          public void arrived(int partition) {
            listener.arrived(partition);
          }

          @Override
          public void changed(int partition, UUID terminalId, TerminalRow row) {
            listener.changed(partition, terminalId, row);
            if (terminalId.equals(id) && alive.getAndSet(false)) {
              throw new IllegalStateException("planted: dies between fold and commit");
            }
          }

          @Override
          public void left(int partition) {
            listener.left(partition);
          }
        };
    try (Worker worker = new Worker(kafka.clientSettings(), dying, app("dying"))) {
      awaitCaughtUp(worker);
      send(Events.requested(id), id);
      awaitPhase(id, Phase.REQUESTED);
      awaitCaughtUp(worker);

      assertThat(alive).isFalse();
      assertThat(rowRecords(id).stream().filter(row -> row.value() != null)).hasSize(1);
      await()
          .atMost(BOUND)
          .until(
              () -> listener.told().stream().filter(told(id, Phase.REQUESTED)::equals).count() > 1);
    }
  }

  @Test
  void aReplayIntoAnEmptyTopicGivesTheSameBytes() throws Exception {
    try (KafkaFixture own = KafkaFixture.fresh();
        RawRecords log = new RawRecords(own)) {
      own.createTopics(PARTITIONS);
      List<UUID> ids = IntStream.range(0, 40).mapToObj(i -> UUID.randomUUID()).toList();
      try (Worker worker = new Worker(own.clientSettings(), listener, app("first"))) {
        for (int i = 0; i < ids.size(); i++) {
          for (EventKind kind : life(i)) {
            log.send(EVENTS, ids.get(i).toString(), Events.of(kind.recordName(), ids.get(i)));
          }
        }
        log.sendBytes(EVENTS, key(ids.getFirst()), new byte[] {9});
        await().atMost(BOUND).until(() -> latest(log).size() == ids.size());
        awaitFolded(own, "first");
      }
      Map<String, String> before = latest(log);
      try (Admin admin = Admin.create(own.clientSettings())) {
        admin.deleteTopics(List.of(ROWS)).all().get(20, TimeUnit.SECONDS);
        await()
            .atMost(BOUND)
            .until(() -> !admin.listTopics().names().get(5, TimeUnit.SECONDS).contains(ROWS));
      }
      own.createTopics(PARTITIONS);
      assertThat(log.readBytes(ROWS)).isEmpty();

      RecordingListener second = new RecordingListener();
      try (Worker worker = new Worker(own.clientSettings(), second, app("second"))) {
        awaitCaughtUp(worker);
        awaitFolded(own, "second");
        assertThat(latest(log)).isEqualTo(before);
        await().atMost(BOUND).until(() -> second.told().contains("arrived 2"));
        assertThat(second.told()).noneMatch(line -> line.endsWith("CLOSED"));
      }
    }
  }

  /** The reaper's events end in transaction markers, which no one ever processes. */
  @Test
  void aLogThatEndsInATransactionIsCaughtUpToo() throws Exception {
    UUID id = UUID.randomUUID();
    try (KafkaProducer<byte[], byte[]> producer =
            producer(Map.of("transactional.id", "reaper-" + id));
        RecordSerializer serializer = serializer()) {
      producer.initTransactions();
      for (SpecificRecord event : List.of(Events.requested(id), Events.ready(id))) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(EVENTS, key(id), serializer.serialize(EVENTS, event)));
        producer.commitTransaction();
      }
      try (Worker worker = worker("markers")) {
        awaitPhase(id, Phase.READY);
        awaitCaughtUp(worker);
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(EVENTS, key(id), new byte[] {1}));
        producer.flush();
        producer.abortTransaction();
      }
      try (Worker again = worker("markers")) {
        awaitCaughtUp(again);
      }
    }
  }

  @Test
  void kafkaMayComeLateAndGoAway() {
    try (KafkaFixture own = KafkaFixture.fresh()) {
      own.stopKafka();
      UUID early = UUID.randomUUID();
      UUID late = UUID.randomUUID();
      try (Worker worker =
          new Worker(
              own.clientSettings(), listener, app("late"), "--terminal.topics.partitions=1")) {
        assertThat(worker.health("readiness")).isEqualTo(503);
        assertThat(worker.health("liveness")).isEqualTo(200);

        own.startKafka();
        await().atMost(BOUND).until(() -> worker.health("readiness") == 200);
        try (RawRecords log = new RawRecords(own)) {
          log.send(EVENTS, early.toString(), Events.requested(early));
          await().atMost(BOUND).until(() -> listener.told().contains(told(0, early)));

          own.stopKafka();
          own.startKafka();
          log.send(EVENTS, late.toString(), Events.requested(late));
          await().atMost(BOUND).until(() -> listener.told().contains(told(0, late)));
          await()
              .atMost(BOUND)
              .until(() -> log.read(ROWS).stream().anyMatch(e -> e.key().equals("" + late)));
        }
      }
    }
  }

  @Test
  void aRegistryThatIsAwayIsWaitedForAndNothingIsLost() throws Exception {
    try (KafkaFixture own = KafkaFixture.fresh();
        TinyRegistry registry = new TinyRegistry()) {
      own.createTopics(1);
      UUID id = UUID.randomUUID();
      Map<String, Object> settings = new HashMap<>(own.clientSettings());
      settings.putAll(registry.clientSettings());
      try (Worker worker = new Worker(settings, listener, app("registry"));
          KafkaProducer<byte[], byte[]> producer =
              new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
          RecordSerializer serializer = new RecordSerializer()) {
        serializer.configure(settings, false);
        await().atMost(BOUND).until(() -> worker.health("readiness") == 200);
        byte[] value = serializer.serialize(EVENTS, Events.requested(id));
        registry.down(true);
        producer.send(new ProducerRecord<>(EVENTS, key(id), value)).get(10, TimeUnit.SECONDS);
        await().atMost(BOUND).until(() -> worker.threadsReplaced() >= 3);

        registry.down(false);
        await().atMost(BOUND).until(() -> listener.told().contains(told(0, id)));
        try (RawRecords log = new RawRecords(own)) {
          assertThat(log.readBytes(DEAD)).isEmpty();
        }
      }
    }
  }

  private Worker worker(String application) {
    return new Worker(kafka.clientSettings(), listener, app(application));
  }

  private static String app(String id) {
    return "--terminal.provisioner.application-id=" + id;
  }

  private static long send(SpecificRecord event, UUID id) {
    return send(id, event).timestamp();
  }

  private static RecordMetadata send(UUID id, SpecificRecord event) {
    return records.send(EVENTS, id.toString(), event);
  }

  private static void awaitCaughtUp(Worker worker) {
    await().atMost(BOUND).until(() -> IntStream.range(0, PARTITIONS).allMatch(worker::caughtUp));
  }

  private static void awaitPhase(UUID id, Phase phase) {
    await()
        .atMost(BOUND)
        .untilAsserted(
            () ->
                assertThat(rowRecords(id))
                    .last()
                    .satisfies(
                        row ->
                            assertThat(((TerminalRow) row.value()).getPhase()).isEqualTo(phase)));
  }

  private static List<ConsumerRecord<String, SpecificRecord>> rowRecords(UUID id) {
    return records.readRecords(ROWS).stream()
        .filter(row -> row.key().equals(id.toString()))
        .toList();
  }

  private static boolean hasDeadLetter(UUID id) {
    return records.readBytes(DEAD).stream()
        .anyMatch(dead -> id.toString().equals(new String(dead.key(), UTF_8)));
  }

  private static ConsumerRecord<byte[], byte[]> deadLetterOf(UUID id) {
    return records.readBytes(DEAD).stream()
        .filter(dead -> id.toString().equals(new String(dead.key(), UTF_8)))
        .reduce((one, newer) -> newer)
        .orElseThrow();
  }

  private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      headers.put(header.key(), new String(header.value(), UTF_8));
    }
    return headers;
  }

  /** What compaction would leave: the newest bytes and time of each key, in hexadecimal. */
  private static Map<String, String> latest(RawRecords log) {
    Map<String, String> latest = new LinkedHashMap<>();
    log.readBytes(ROWS)
        .forEach(
            row ->
                latest.put(
                    new String(row.key(), UTF_8),
                    row.partition()
                        + "@"
                        + row.timestamp()
                        + " "
                        + HexFormat.of().formatHex(row.value())));
    return latest;
  }

  /** Waits until the group's committed offsets have reached the end of the log. */
  private static void awaitFolded(KafkaFixture own, String application) {
    try (KafkaLogOffsets offsets =
        new KafkaLogOffsets(
            Admin.create(own.clientSettings()),
            KafkaLogOffsets.reader(own.clientSettings()),
            application)) {
      var all = Set.of(0, 1, 2);
      await()
          .atMost(BOUND)
          .until(() -> offsets.of(all).values().stream().allMatch(r -> r.folded() >= r.end()));
    }
  }

  private static List<EventKind> life(int i) {
    List<EventKind> life =
        new ArrayList<>(
            List.of(
                EventKind.REQUESTED,
                EventKind.READY,
                EventKind.CREDENTIAL_RENEWED,
                EventKind.EXPIRING,
                EventKind.EXPIRED,
                EventKind.CLOSED));
    if (i % 5 == 0) {
      life.add(1, EventKind.FAILED);
    }
    return life.subList(0, 1 + i % life.size());
  }

  private static String told(UUID id, Phase phase) {
    int partition = BuiltInPartitioner.partitionForKey(key(id), PARTITIONS);
    return "changed %d %s %s".formatted(partition, id, phase);
  }

  private static String told(int partition, UUID id) {
    return "changed %d %s REQUESTED".formatted(partition, id);
  }

  private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(kafka.clientSettings());
    settings.putAll(more);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static RecordSerializer serializer() {
    RecordSerializer serializer = new RecordSerializer();
    serializer.configure(kafka.clientSettings(), false);
    return serializer;
  }

  private static byte[] key(UUID id) {
    return id.toString().getBytes(UTF_8);
  }
}
