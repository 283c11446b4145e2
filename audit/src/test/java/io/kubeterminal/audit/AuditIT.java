package io.kubeterminal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.testing.Events;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Questions to a real log. */
class AuditIT {

  private static final int PARTITIONS = 3;
  private static final String EVENTS = Topics.TERMINAL_EVENTS.name();
  private static final Duration BOUND = Duration.ofSeconds(60);

  private static KafkaFixture kafka;
  private static RawRecords records;

  @TempDir Path folder;

  @BeforeAll
  static void startKafka() {
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
  void aTerminalIsToldFromItsRequestToItsEnd() {
    UUID id = live("owner-of-all", "Progressed", "Ready", "CloseRequested", "Closed");
    live("somebody-else", "Ready");

    Ran audit = Ran.on(kafka, "audit", id.toString());

    assertThat(audit.code()).isZero();
    assertThat(audit.err()).isEmpty();
    assertThat(audit.out().lines().skip(1).map(AuditIT::what))
        .containsExactly("Requested", "Progressed", "Ready", "CloseRequested", "Closed");
    assertThat(audit.out()).contains("owner-of-all").doesNotContain("somebody-else", "eyJ");
  }

  @Test
  void aUserIsToldAllHeAskedForAndNothingElse() {
    UUID one = live("only-he", "Ready");
    UUID other = live("only-he");
    live("not-he", "Ready");

    Ran audit = Ran.on(kafka, "audit", "--user", "only-he", "--json");

    assertThat(audit.code()).isZero();
    assertThat(audit.out().lines()).hasSize(3);
    assertThat(audit.out()).contains("" + one, "" + other).doesNotContain("not-he");
  }

  @Test
  void aTimeIsFromThenOnAndBefore() {
    UUID before = UUID.randomUUID();
    Instant then = send(before, requested(before, "of-the-time"));
    await().atMost(BOUND).until(() -> InstantSource.system().instant().isAfter(then.plusMillis(1)));
    UUID after = UUID.randomUUID();
    Instant since = send(after, requested(after, "of-the-time"));

    Ran from = Ran.on(kafka, "audit", "--user", "of-the-time", "--since", "" + since);
    Ran until = Ran.on(kafka, "audit", "--since", "1h", "--until", "" + since);

    assertThat(from.out()).contains("" + after).doesNotContain("" + before);
    assertThat(until.out()).contains("" + before).doesNotContain("" + after);
  }

  @Test
  void nothingFoundIsAnAnswerToo() {
    Ran audit = Ran.on(kafka, "audit", UUID.randomUUID().toString());

    assertThat(audit.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(audit.out()).isEmpty();
    assertThat(audit.err()).hasLineCount(1).contains("no event of terminal-events answers");
  }

  @Test
  void whatTheFoldRefusesIsToldAsRefused() {
    UUID id = live("refused");
    records.sendBytes(EVENTS, id.toString().getBytes(UTF_8), "no record".getBytes(UTF_8));

    assertThat(Ran.on(kafka, "audit", id.toString()).out()).contains("(refused)", "wire format");
    assertThat(Ran.on(kafka, "audit", id.toString(), "--json").out()).contains("\"refused\":");
  }

  @Test
  void whatWasTakenBackOrIsNotCommittedYetIsNotTold() {
    UUID id = live("transactions");
    try (KafkaProducer<byte[], byte[]> producer = transactional("audit-it")) {
      producer.initTransactions();
      producer.beginTransaction();
      put(producer, id, Events.failed(id));
      producer.flush();
      producer.abortTransaction();
      producer.beginTransaction();
      put(producer, id, Events.ready(id));
      producer.commitTransaction();
      producer.beginTransaction();
      put(producer, id, Events.closed(id));
      producer.flush();

      assertThat(whatOf(id)).containsExactly("Requested", "Ready");
      producer.commitTransaction();
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(whatOf(id)).containsExactly("Requested", "Ready", "Closed"));
    }
  }

  @Test
  void aTailTellsWhatComesUntilItIsInterrupted() throws Exception {
    UUID old = live("tailed", "Ready");
    live("not-tailed");
    try (Tailing tail = Tailing.of(Ran.at(kafka, "tail", "--user", "tailed", "--json"))) {
      // Where it begins is not told, so something is sent until it is seen.
      await()
          .atMost(BOUND)
          .until(
              () -> {
                send(old, Events.expiring(old));
                return tail.said().contains("TerminalExpiring");
              });
      UUID fresh = live("tailed");
      live("not-tailed");
      send(old, Events.expired(old));

      await().atMost(BOUND).until(() -> tail.said().contains("TerminalExpired"));
      await().atMost(BOUND).until(() -> tail.said().contains("" + fresh));
      assertThat(tail.said()).doesNotContain("not-tailed", "TerminalReady");
    }
  }

  @Test
  void readingLeavesNoTrace() throws Exception {
    UUID id = live("traced", "Ready");
    // A group with a commit, which the file of settings below names on purpose.
    TopicPartition first = new TopicPartition(EVENTS, 0);
    Map<String, Object> settings = kafka.clientSettings();
    settings.put("group.id", "somebody");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.commitSync(Map.of(first, new OffsetAndMetadata(0)));
    }
    Path file = folder.resolve("client.properties");
    Files.writeString(
        file,
        """
        bootstrap.servers=%s
        schema.registry.url=%s
        group.id=somebody
        enable.auto.commit=true
        auto.commit.interval.ms=1
        """
            .formatted(kafka.bootstrapServers(), kafka.registryUrl()));
    Traces before = Traces.of(kafka);
    assertThat(before.groups()).contains("somebody");
    assertThat(before.ends()).containsKey("terminals-0").containsKey("_schemas-0");

    assertThat(with(file, "audit", id.toString()).code()).isZero();
    assertThat(with(file, "audit", "--user", "traced", "--json").code()).isZero();
    assertThat(with(file, "audit", "--since", "1h").code()).isZero();
    assertThat(with(file, "replay", "--wait", "0s").code()).isBetween(0, 1);
    assertThat(with(file, "replay", "--into", "no-such-topic").code()).isEqualTo(3);
    try (Tailing tail = Tailing.of("tail", "--command-config", file.toString())) {
      await().atMost(BOUND).until(() -> tail.polls() > 2);
    }

    assertThat(Traces.of(kafka)).isEqualTo(before);
  }

  @Test
  void kafkaThatIsAwayIsToldInOneLine() throws IOException {
    Path file = folder.resolve("client.properties");
    Files.writeString(file, "default.api.timeout.ms=1500\nrequest.timeout.ms=1000\n");

    for (String command : List.of("audit --since 1h", "tail", "replay")) {
      Ran ran =
          Ran.of(
              (command + " --bootstrap-servers localhost:1 --command-config " + file).split(" "));
      assertThat(ran.code()).isEqualTo(ExitCode.UNREADABLE);
      assertThat(ran.err()).hasLineCount(1).contains("Kafka does not answer", "check");
    }
    assertThat(Ran.of("tail", "--bootstrap-servers", "no-such-host.invalid:9092").err())
        .hasLineCount(1)
        .contains("Kafka cannot be found");
  }

  @Test
  void aRegistryThatIsAwayIsToldInOneLine() {
    UUID id = live("registry");

    Ran ran =
        Ran.of(
            "audit",
            id.toString(),
            "--bootstrap-servers",
            kafka.bootstrapServers(),
            "--schema-registry",
            "http://localhost:1");

    assertThat(ran.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(ran.err()).hasLineCount(1).contains("does not answer", "--schema-registry");
  }

  @Test
  void aKafkaWithoutTheTopicsIsToldAndGetsNone() {
    try (KafkaFixture empty = KafkaFixture.fresh()) {
      Traces before = Traces.of(empty);

      Ran ran = Ran.on(empty, "audit", "--since", "1h");

      assertThat(ran.code()).isEqualTo(ExitCode.UNREADABLE);
      assertThat(ran.err()).hasLineCount(1).contains("there is no topic terminal-events");
      assertThat(Traces.of(empty)).isEqualTo(before);
    }
  }

  private static Ran with(Path file, String... words) {
    return Ran.of(Ran.words(words, "--command-config", file.toString()));
  }

  private static List<String> whatOf(UUID id) {
    return Ran.on(kafka, "audit", id.toString())
        .out()
        .lines()
        .skip(1)
        .map(AuditIT::what)
        .collect(Collectors.toList());
  }

  private static String what(String line) {
    return line.split(" +")[2];
  }

  private static UUID live(String owner, String... more) {
    UUID id = UUID.randomUUID();
    send(id, requested(id, owner));
    for (String event : more) {
      send(id, Events.of("Terminal" + event, id));
    }
    return id;
  }

  private static SpecificRecord requested(UUID id, String owner) {
    return TerminalRequested.newBuilder(Events.requested(id)).setOwner(owner).build();
  }

  /** When it was appended. */
  private static Instant send(UUID id, SpecificRecord event) {
    return Instant.ofEpochMilli(records.send(EVENTS, id.toString(), event).timestamp());
  }

  private static KafkaProducer<byte[], byte[]> transactional(String id) {
    Map<String, Object> settings = kafka.clientSettings();
    settings.put("transactional.id", id);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static void put(KafkaProducer<byte[], byte[]> producer, UUID id, SpecificRecord event) {
    try (RecordSerializer serializer = new RecordSerializer()) {
      serializer.configure(kafka.clientSettings(), false);
      producer
          .send(
              new ProducerRecord<>(
                  EVENTS, id.toString().getBytes(UTF_8), serializer.serialize(EVENTS, event)))
          .get(20, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
