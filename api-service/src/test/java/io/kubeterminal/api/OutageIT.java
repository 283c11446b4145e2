package io.kubeterminal.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.RunningApi.Answer;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.embedded.EmbeddedRegistry;
import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens while Kafka or the registry is away, and that nobody has to help afterwards. */
class OutageIT {

  private static final Duration PATIENCE = Duration.ofSeconds(40);
  private static final String ALL = "/api/v1/terminals";
  private static final String BODY = "{\"user\": \"fanux\", \"token\": \"s3cr3t\"}";

  @TempDir Path folder;
  private KafkaFixture kafka;

  @BeforeEach
  void start() {
    kafka = KafkaFixture.fresh();
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void withoutKafkaEveryWriteIsRefusedWithinFiveSecondsAndWorksAgainAfterwards() {
    try (RunningApi api = RunningApi.start(kafka, folder, "--terminal.api.beacon-period=1s")) {
      await().atMost(PATIENCE).until(api::ready);
      UUID id = UUID.randomUUID();
      write(ViewFeed.ready(id));
      await().atMost(PATIENCE).until(() -> api.beat(id).status() == 204);

      await()
          .atMost(PATIENCE)
          .until(() -> beacons().stream().anyMatch(one -> one.getSince() != null));
      Instant chainBefore = beacons().getLast().getSince();

      kafka.stopKafka();

      for (int attempt = 0; attempt < 3; attempt++) {
        assertRefusedInTime(() -> api.post(ALL, BODY));
        assertRefusedInTime(() -> api.beat(id));
        assertRefusedInTime(() -> api.delete(ALL + "/" + id));
      }
      // What is known is told all the same.
      assertThat(api.get(ALL + "/" + id).status()).isEqualTo(200);

      kafka.startKafka();

      await().atMost(PATIENCE).until(() -> api.beat(id).status() == 204);
      await().atMost(PATIENCE).until(() -> api.post(ALL, BODY, "Prefer", "wait=0").status() == 202);
      UUID later = UUID.randomUUID();
      write(ViewFeed.ready(later));
      await().atMost(PATIENCE).until(() -> api.get(ALL + "/" + later).status() == 200);
      // The deaf time is not claimed: the chain of beacons is another one.
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  beacons().stream()
                      .map(Beacon::getSince)
                      .anyMatch(since -> since != null && since.isAfter(chainBefore)));
    }
  }

  private List<Beacon> beacons() {
    try (RawRecords topics = new RawRecords(kafka)) {
      return topics.readRecords("terminal-heartbeats").stream()
          .filter(record -> record.key().startsWith("beacon:") && record.partition() == 0)
          .map(record -> (Beacon) record.value())
          .toList();
    }
  }

  private static void assertRefusedInTime(Supplier<Answer> call) {
    long start = System.nanoTime();
    Answer answer = call.get();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isEqualTo("2");
    assertThat(answer.text("code")).isEqualTo("kafka-unavailable");
  }

  /** One of the bad ones is a beat, so this is not for a Kafka that other tests read. */
  @Test
  void aRecordThatCannotBeReadHurtsOnlyItself() {
    try (RunningApi api = RunningApi.start(kafka, folder);
        RawRecords topics = new RawRecords(kafka)) {
      await().atMost(PATIENCE).until(api::ready);
      UUID id = UUID.randomUUID();
      byte[] key = id.toString().getBytes(UTF_8);
      topics.sendBytes("terminals", key, "no Avro at all".getBytes(UTF_8));
      topics.sendBytes("terminals", key, new byte[] {0, 0, 0, 0, 99, 1});
      topics.sendBytes("terminals", new byte[] {(byte) 0xFF}, new byte[] {0, 0, 0, 0, 1, 1});
      topics.sendBytes("terminal-heartbeats", key, new byte[0]);
      write(ViewFeed.ready(id));
      await()
          .atMost(Duration.ofSeconds(1))
          .until(() -> api.get(ALL + "/" + id).text("state").equals("READY"));
    }
  }

  @Test
  void nothingThatWasAcknowledgedIsLostWhenKafkaIsRestarted() throws Exception {
    try (RunningApi api = RunningApi.start(kafka, folder)) {
      await().atMost(PATIENCE).until(api::ready);
      Set<String> acknowledged = ConcurrentHashMap.newKeySet();
      AtomicBoolean over = new AtomicBoolean();
      try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int caller = 0; caller < 4; caller++) {
          callers.execute(
              () -> {
                while (!over.get()) {
                  Answer answer = api.post(ALL, BODY, "Prefer", "wait=0");
                  if (answer.status() == 202) {
                    acknowledged.add(answer.text("terminalId"));
                  }
                }
              });
        }
        await().atMost(PATIENCE).until(() -> acknowledged.size() > 4);
        kafka.stopKafka();
        int before = acknowledged.size();
        kafka.startKafka();
        await().atMost(PATIENCE).until(() -> acknowledged.size() > before + 4);
        over.set(true);
      }
      try (RawRecords topics = new RawRecords(kafka)) {
        assertThat(
                topics.read("terminal-events").stream()
                    .map(RawRecords.Entry::key)
                    .collect(Collectors.toSet()))
            .containsAll(acknowledged);
      }
    }
  }

  @Test
  void startedBeforeKafkaItIsNotReadyAndThenReadyByItself() {
    UUID id = UUID.randomUUID();
    createTopics();
    write(ViewFeed.ready(id));
    kafka.stopKafka();
    try (RunningApi api = RunningApi.start(kafka, folder)) {
      assertThat(api.ready()).isFalse();
      assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
      for (Answer answer :
          List.of(api.get(ALL + "/" + id), api.get(ALL), api.post(ALL, BODY), api.beat(id))) {
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.text("code")).isEqualTo("not-ready");
      }
      kafka.startKafka();
      await().atMost(PATIENCE).until(api::ready);
      assertThat(api.get(ALL + "/" + id).status()).isEqualTo(200);
    }
  }

  @Test
  void startedBeforeTheRegistryItRefusesWritesUntilTheSchemasAreKnown() throws Exception {
    createTopics();
    int port = freePort();
    try (RunningApi api =
        RunningApi.start(kafka.bootstrapServers(), "http://127.0.0.1:" + port, folder)) {
      await().atMost(PATIENCE).until(() -> api.get(ALL).status() == 200);
      Answer refused = api.post(ALL, BODY);
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.text("code")).isEqualTo("registry-unavailable");
      assertThat(api.ready()).isFalse();
      try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), port)) {
        await().atMost(PATIENCE).until(api::ready);
      }
      // The registry is away again, and is not missed.
      assertThat(api.post(ALL, BODY, "Prefer", "wait=0").status()).isEqualTo(202);
    }
  }

  @Test
  void rowsWaitForARegistryThatIsAwayAndAreNotSkipped() throws Exception {
    UUID id = UUID.randomUUID();
    createTopics();
    write(ViewFeed.ready(id));
    int port = freePort();
    try (RunningApi api =
        RunningApi.start(kafka.bootstrapServers(), "http://127.0.0.1:" + port, folder)) {
      await().during(Duration.ofSeconds(2)).until(() -> api.get(ALL).status() == 503);
      try (EmbeddedRegistry registry = EmbeddedRegistry.start(kafka.bootstrapServers(), port)) {
        await().atMost(PATIENCE).until(api::ready);
        assertThat(api.get(ALL + "/" + id).text("state")).isEqualTo("READY");
      }
    }
  }

  @Test
  void aStopDoesNotWaitForWaitsAndStreams() {
    RunningApi api = RunningApi.start(kafka, folder);
    await().atMost(PATIENCE).until(api::ready);
    UUID id = UUID.randomUUID();
    write(ViewFeed.ready(id));
    await().atMost(PATIENCE).until(() -> api.get(ALL + "/" + id).status() == 200);
    var waiting = api.postLater(ALL, BODY, "Prefer", "wait=60");
    var stream =
        HttpClient.newHttpClient()
            .sendAsync(api.asked(ALL + "/" + id + "/events").build(), BodyHandlers.ofString());
    await()
        .atMost(PATIENCE)
        .until(
            () ->
                api.get("/actuator/metrics/terminal.api.waiting")
                            .json()
                            .at("/measurements/0/value")
                            .asInt()
                        == 1
                    && api.get("/actuator/metrics/terminal.api.streams")
                            .json()
                            .at("/measurements/0/value")
                            .asInt()
                        == 1);
    long start = System.nanoTime();
    api.stopService();
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
    assertThat(waiting.join().status()).isEqualTo(202);
    assertThat(stream.join().body()).contains("event: state");
    api.close();
  }

  /** Right after a topic is made the broker may not know it yet. */
  private void createTopics() {
    await()
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(
            () -> {
              kafka.createTopics(3);
              return true;
            });
  }

  private void write(TerminalRow row) {
    try (RawRecords topics = new RawRecords(kafka)) {
      topics.send("terminals", row.getTerminalId().toString(), row);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
