package io.kubeterminal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.audit.event.EventSearch;
import io.kubeterminal.audit.event.EventSearch.Effort;
import io.kubeterminal.audit.event.Question;
import io.kubeterminal.audit.log.ClientSettings;
import io.kubeterminal.audit.log.TopicReader;
import io.kubeterminal.provisioner.fold.RealFold;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A log of 100,000 events, folded by the provisioner's own fold, and asked and replayed here. */
class LongLogIT {

  private static final int EVENTS = 100_000;
  private static final int PARTITIONS = Topics.DEFAULT_PARTITIONS;
  private static final String ROWS = Topics.TERMINALS.name();
  private static final Duration BOUND = Duration.ofMinutes(5);

  private static final BulkLog LOG = new BulkLog(20_261_124);
  private static KafkaFixture kafka;
  private static RawRecords records;

  @BeforeAll
  static void writeAndFold() {
    kafka = KafkaFixture.fresh();
    kafka.createTopics(PARTITIONS);
    records = new RawRecords(kafka);
    timed("write " + EVENTS + " events", () -> LOG.write(kafka, EVENTS));
    timed(
        "fold them for the first time",
        () -> {
          // A line for each of the thousands of records it refuses would be no news.
          try (RealFold fold =
              new RealFold(kafka, "--logging.level.io.kubeterminal.provisioner.fold=error")) {
            await()
                .atMost(BOUND)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> RealFold.isFolded(kafka, PARTITIONS));
          }
        });
  }

  @AfterAll
  static void stop() {
    records.close();
    kafka.close();
  }

  @Test
  void aReplayOfTheLogEqualsTheLiveRows() {
    Ran replay = timed("replay", () -> ran("replay"));

    assertThat(replay.out()).startsWith(EVENTS + " events in 12 partitions come to ");
    assertThat(replay.out()).contains("Equal: " + latest().size() + " rows in terminals, 0 ");
    assertThat(replay.code()).isZero();
    assertThat(latest().size()).isGreaterThan(15_000);
  }

  @Test
  void aRowAlteredByHandIsFound() {
    TerminalRow row = anEndedRow();
    String id = row.getTerminalId().toString();
    TerminalRow altered = TerminalRow.newBuilder(row).setReason(EndReason.QUOTA).build();
    records.send(ROWS, id, altered);
    try {
      Ran replay = ran("replay");

      assertThat(replay.code()).isEqualTo(ExitCode.DIFFERENT);
      assertThat(replay.out())
          .contains(
              "terminal %s, field reason: expected %s, found QUOTA".formatted(id, row.getReason()))
          .contains("1 of ");
    } finally {
      records.send(ROWS, id, row);
    }
    assertThat(ran("replay").code()).isZero();
  }

  /** Counted rather than timed: a slow machine is no slower algorithm. */
  @Test
  void oneTerminalIsAnsweredFromOnePartition() {
    UUID id = LOG.terminals.get(LOG.terminals.size() / 2);
    ClientSettings settings =
        ClientSettings.of(null, kafka.bootstrapServers(), kafka.registryUrl());
    RecordDeserializer deserializer = new RecordDeserializer();
    deserializer.configure(settings.registry(), false);
    try (TopicReader log = new TopicReader(settings)) {
      EventSearch search = new EventSearch(log, deserializer);
      Effort effort = search.find(new Question(id, null, null, null), event -> {});

      assertThat(effort.partitions()).isOne();
      assertThat(effort.read()).isLessThan(EVENTS / PARTITIONS * 2);
      assertThat(effort.found()).isBetween(1L, 8L);
    }

    Ran audit = timed("audit of one terminal, in this JVM", () -> ran("audit", id.toString()));
    assertThat(audit.code()).isZero();
    assertThat(audit.out().lines().skip(1)).isNotEmpty().allMatch(line -> line.contains("" + id));
  }

  @Test
  void oneUserIsAnsweredInTheOrderOfTime() {
    Ran audit = timed("audit of one user", () -> ran("audit", "--user", "user-42"));

    assertThat(audit.code()).isZero();
    List<String> lines = audit.out().lines().skip(1).toList();
    assertThat(lines.stream().map(line -> line.substring(0, 24)).toList())
        .isSorted()
        .hasSizeGreaterThan(50);
  }

  @Test
  void theWholeLogIsToldInTheOrderOfTime() {
    Ran audit =
        timed("audit of everything, as JSON", () -> ran("audit", "--since", "1d", "--json"));

    assertThat(audit.code()).isZero();
    assertThat(audit.out().lines().map(line -> line.substring(9, 33)).toList())
        .isSorted()
        .hasSize(EVENTS);
  }

  private static TerminalRow anEndedRow() {
    return latest().values().stream()
        .map(TerminalRow.class::cast)
        .filter(row -> row.getReason() == EndReason.IDLE)
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, SpecificRecord> latest() {
    Map<String, SpecificRecord> latest = new HashMap<>();
    for (ConsumerRecord<String, SpecificRecord> row : records.readRecords(ROWS)) {
      latest.put(row.key(), row.value());
    }
    return latest;
  }

  private static Ran ran(String... words) {
    return Ran.on(kafka, words);
  }

  private static void timed(String what, Runnable work) {
    timed(
        what,
        () -> {
          work.run();
          return null;
        });
  }

  private static <T> T timed(String what, Supplier<T> work) {
    long begin = System.nanoTime();
    T result = work.get();
    System.out.printf("%s: %d ms%n", what, (System.nanoTime() - begin) / 1_000_000);
    return result;
  }
}
