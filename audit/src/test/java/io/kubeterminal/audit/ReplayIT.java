package io.kubeterminal.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.provisioner.fold.RealFold;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.Events;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replays beside the provisioner's own fold, while it runs, lags, forgets and is meddled with. */
class ReplayIT {

  private static final int PARTITIONS = 3;
  private static final String EVENTS = Topics.TERMINAL_EVENTS.name();
  private static final String ROWS = Topics.TERMINALS.name();
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String SHORT_RETENTION = "--terminal.provisioner.row-retention=1s";

  private KafkaFixture kafka;
  private RawRecords records;

  @BeforeEach
  void startKafka() {
    kafka = KafkaFixture.fresh();
    kafka.createTopics(PARTITIONS);
    records = new RawRecords(kafka);
  }

  @AfterEach
  void stopKafka() {
    records.close();
    kafka.close();
  }

  @Test
  void rowsThatWereForgottenAndIdsThatWereUsedAgainAreEqual() {
    UUID gone = live("Failed");
    UUID again = live("CloseRequested", "Closed");
    UUID stays = live("Ready");
    try (RealFold fold = new RealFold(kafka, SHORT_RETENTION)) {
      await().atMost(BOUND).until(() -> isForgotten(gone) && isForgotten(again));
      send(again, "Requested");
      send(again, "Ready");
      awaitFolded();

      Ran replay = Ran.on(kafka, "replay", "--row-retention", "1s");
      assertThat(replay.out()).contains("Equal: 2 rows in terminals");
      assertThat(replay.code()).isZero();
    }
    // With another retention the id's second life would be no life.
    Ran wrong = Ran.on(kafka, "replay", "--row-retention", "1h", "--wait", "0s");
    assertThat(wrong.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(stays).isNotNull();
  }

  @Test
  void aProvisionerThatLagsIsWaitedForAndThenNamed() throws Exception {
    UUID early = live("Ready");
    try (RealFold fold = new RealFold(kafka)) {
      awaitFolded();
    }
    send(early, "CloseRequested");

    Ran lags = Ran.on(kafka, "replay", "--wait", "400ms");
    assertThat(lags.code()).isEqualTo(ExitCode.DIFFERENT);
    assertThat(lags.out())
        .contains("field phase: expected CLOSING, found READY")
        .contains("it lags, or does not run");

    CompletableFuture<Ran> waiting =
        CompletableFuture.supplyAsync(() -> Ran.on(kafka, "replay", "--wait", "60s"));
    try (RealFold fold = new RealFold(kafka)) {
      Ran replay = waiting.get(60, TimeUnit.SECONDS);
      assertThat(replay.out()).contains("Equal: 1 row in terminals");
      assertThat(replay.code()).isZero();
    }
  }

  @Test
  void whatIsMeddledWithIsFound() {
    UUID id = live("Ready");
    UUID other = live("Ready");
    try (RealFold fold = new RealFold(kafka)) {
      awaitFolded();
    }
    TerminalRow row = row(id);

    write(id, TerminalRow.newBuilder(row).setOwner("mallory").build());
    assertThat(replay()).contains("" + id, "field owner: expected fanux, found mallory");

    write(id, TerminalRow.newBuilder(row).setSealedCredential(Events.RENEWED).build());
    assertThat(replay()).contains("field sealedCredential").doesNotContain(Events.RENEWED, "eyJ");

    write(id, null);
    assertThat(replay()).contains("expected a row in phase READY, found a tombstone");

    write(id, row);
    UUID stranger = UUID.randomUUID();
    write(stranger, TerminalRow.newBuilder(row).setTerminalId(stranger).build());
    assertThat(replay()).contains("" + stranger, "expected nothing, found a row in phase READY");

    write(stranger, null);
    assertThat(replay()).contains("Equal: 2 rows");
    assertThat(other).isNotEqualTo(id);
  }

  @Test
  void aPoisonRecordChangesNoRow() {
    UUID id = live("Ready");
    records.sendBytes(EVENTS, id.toString().getBytes(UTF_8), "no record".getBytes(UTF_8));
    records.sendBytes(EVENTS, "not a key".getBytes(UTF_8), "no record".getBytes(UTF_8));
    try (RealFold fold = new RealFold(kafka)) {
      awaitFolded();

      assertThat(replay()).contains("2 refused", "Equal: 1 row ");
    }
  }

  @Test
  void theRebuiltRowsAreTheLiveOnesByteForByte() throws Exception {
    live("Ready");
    live("Progressed");
    live("Ready", "Expiring", "Expired", "Closed");
    live("Failed");
    try (RealFold fold = new RealFold(kafka)) {
      awaitFolded();
    }
    create("rebuilt", PARTITIONS);

    Ran replay = Ran.on(kafka, "replay", "--into", "rebuilt");
    assertThat(replay.out()).contains("Equal: 4 rows", "4 rows written to rebuilt.");
    assertThat(replay.code()).isZero();
    assertThat(latest("rebuilt")).isEqualTo(latest(ROWS)).hasSize(4);

    Ran again = Ran.on(kafka, "replay", "--into", "rebuilt");
    assertThat(again.code()).isEqualTo(ExitCode.UNREADABLE);
    assertThat(again.err()).contains("rebuilt is not empty");
  }

  @Test
  void aLiveTopicIsNeverWrittenTo() throws Exception {
    create("narrow", 1);
    for (String live :
        List.of(
            ROWS,
            EVENTS,
            "terminal-heartbeats",
            "terminals-dlt",
            "_schemas",
            "kube-terminal-provisioner-rows-changelog")) {
      Ran replay = Ran.on(kafka, "replay", "--into", live);
      assertThat(replay.code()).isEqualTo(ExitCode.USAGE);
      assertThat(replay.err()).hasLineCount(1).contains(live + " is a live topic");
    }
    assertThat(Ran.on(kafka, "replay", "--into", "narrow").err())
        .hasLineCount(1)
        .contains("narrow has 1 partitions: make it with 3");
    assertThat(Ran.on(kafka, "replay", "--into", "missing").err())
        .hasLineCount(1)
        .contains("there is no topic missing");
    assertThat(records.readBytes(ROWS)).isEmpty();
  }

  @Test
  void aLogThatWasCutIsComparedFromWhereItBegins() throws Exception {
    UUID old = live("Ready");
    int partition;
    try (RealFold fold = new RealFold(kafka)) {
      awaitFolded();
      partition = records.send(EVENTS, old.toString(), Events.expiring(old)).partition();
      awaitFolded();
    }
    try (Admin admin = Admin.create(kafka.clientSettings())) {
      admin
          .deleteRecords(
              Map.of(new TopicPartition(EVENTS, partition), RecordsToDelete.beforeOffset(2)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }

    assertThat(replay()).contains("1 row from before the log begins", "Equal: 0 rows");
  }

  @Test
  void topicsThatDoNotFitAreNotCompared() throws Exception {
    try (KafkaFixture own = KafkaFixture.fresh();
        Admin admin = Admin.create(own.clientSettings())) {
      admin
          .createTopics(
              List.of(new NewTopic(EVENTS, 3, (short) 1), new NewTopic(ROWS, 2, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);

      Ran replay = Ran.on(own, "replay");
      assertThat(replay.code()).isEqualTo(ExitCode.UNREADABLE);
      assertThat(replay.err()).hasLineCount(1).contains("has 3 partitions and terminals has 2");
    }
  }

  private String replay() {
    Ran ran = Ran.on(kafka, "replay", "--wait", "400ms");
    assertThat(ran.err()).isEmpty();
    return ran.out();
  }

  private UUID live(String... more) {
    UUID id = UUID.randomUUID();
    send(id, "Requested");
    for (String event : more) {
      send(id, event);
    }
    return id;
  }

  private void send(UUID id, String event) {
    records.send(EVENTS, id.toString(), Events.of("Terminal" + event, id));
  }

  private void write(UUID id, TerminalRow row) {
    records.send(ROWS, id.toString(), row);
  }

  private void awaitFolded() {
    await().atMost(BOUND).until(() -> RealFold.isFolded(kafka, PARTITIONS));
  }

  private TerminalRow row(UUID id) {
    return (TerminalRow)
        records.read(ROWS).stream()
            .filter(entry -> entry.key().equals("" + id))
            .reduce((one, newer) -> newer)
            .orElseThrow()
            .value();
  }

  private boolean isForgotten(UUID id) {
    return records.read(ROWS).stream()
        .anyMatch(entry -> entry.key().equals("" + id) && entry.value() == null);
  }

  private void create(String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(kafka.clientSettings())) {
      admin
          .createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
          .all()
          .get(20, TimeUnit.SECONDS);
    }
  }

  /** The newest bytes, time and partition of each key. */
  private Map<String, String> latest(String topic) {
    Map<String, String> latest = new TreeMap<>();
    records
        .readBytes(topic)
        .forEach(
            row ->
                latest.put(
                    new String(row.key(), UTF_8),
                    "%d@%d %s"
                        .formatted(
                            row.partition(),
                            row.timestamp(),
                            HexFormat.of().formatHex(row.value()))));
    return latest;
  }
}
