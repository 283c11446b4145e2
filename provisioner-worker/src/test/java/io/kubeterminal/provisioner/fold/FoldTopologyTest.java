package io.kubeterminal.provisioner.fold;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.fold.EventReader;
import io.kubeterminal.provisioner.NotedTraces;
import io.kubeterminal.provisioner.fold.LogOffsets.Reach;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RecordDeserializer;
import io.kubeterminal.serde.RecordSerializer;
import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.telemetry.TraceParent;
import io.kubeterminal.testing.Events;
import io.kubeterminal.topic.DeadLetter;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole topology without Kafka, time moved by hand. */
class FoldTopologyTest {

  /** Update with {@code -Dfold.topology.update=true}. */
  private static final Path DESCRIPTION = Path.of("src/test/resources/fold-topology.txt");

  private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
  private static final Duration RETENTION = Duration.ofHours(1);
  private static final UUID ONE = new UUID(0, 1);
  private static final UUID OTHER = new UUID(0, 2);

  private final AtomicLong nanos = new AtomicLong();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final NotedTraces traces = new NotedTraces();
  private final RecordingListener listener = new RecordingListener();
  private final Map<Integer, Reach> log = new HashMap<>(Map.of(0, new Reach(0, 0)));
  private final FoldProgress progress = new FoldProgress(partitions -> log, nanos::get);
  private final RecordSerializer serializer = new RecordSerializer();
  private final RecordDeserializer deserializer = new RecordDeserializer();

  private TinyRegistry registry;
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> events;
  private TestOutputTopic<String, SpecificRecord> rows;
  private TestOutputTopic<byte[], byte[]> deadLetters;

  @BeforeEach
  void start() throws Exception {
    registry = new TinyRegistry();
    serializer.configure(registry.clientSettings(), false);
    deserializer.configure(registry.clientSettings(), false);
    Properties settings = new Properties();
    settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "fold-test");
    settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "nowhere:1");
    driver = new TopologyTestDriver(topology(), settings, NOON);
    events =
        driver.createInputTopic(
            Topics.TERMINAL_EVENTS.name(), new ByteArraySerializer(), new ByteArraySerializer());
    rows =
        driver.createOutputTopic(Topics.TERMINALS.name(), new StringDeserializer(), deserializer);
    deadLetters =
        driver.createOutputTopic(
            Topics.TERMINAL_EVENTS.deadLetters().name(),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
  }

  @AfterEach
  void stop() {
    closeDriver();
    serializer.close();
    deserializer.close();
    registry.close();
  }

  @Test
  void theTopologyIsTheOneThatWasReviewed() throws Exception {
    String description = topology().describe().toString();
    if (Boolean.getBoolean("fold.topology.update")) {
      Files.createDirectories(DESCRIPTION.getParent());
      Files.writeString(DESCRIPTION, description);
    }

    assertThat(DESCRIPTION).hasContent(description);
  }

  @Test
  void eachChangeOfARowIsWrittenAtItsEventsTime() {
    event(Events.requested(ONE), 0);
    event(Events.ready(ONE), 5);
    event(Events.ready(ONE), 6);

    List<TestRecord<String, SpecificRecord>> written = rows.readRecordsToList();
    assertThat(written).extracting(TestRecord::key).containsExactly(ONE.toString(), ONE.toString());
    assertThat(written)
        .extracting(TestRecord::getRecordTime)
        .containsExactly(NOON, NOON.plusSeconds(5));
    assertThat(((TerminalRow) written.getLast().value()).getReadyAt())
        .isEqualTo(NOON.plusSeconds(5));
    assertThat(written.getLast().headers()).isEmpty();
  }

  @Test
  void whatTheTableIgnoresIsCounted() {
    event(Events.closed(ONE), 0);
    event(Events.closed(ONE), 1);

    assertThat(rows.isEmpty()).isTrue();
    assertThat(
            meters
                .get("terminal.fold.ignored")
                .tags("event", "TerminalClosed", "phase", "ABSENT")
                .counter()
                .count())
        .isEqualTo(2);
  }

  @Test
  void whatIsRefusedBecomesADeadLetterAndTheNextEventIsFolded() {
    byte[] junk = {42, 0, 1};
    events.pipeInput(record(key(ONE), junk, NOON));
    event(Events.requested(ONE), 1);

    assertThat(rows.readValue()).isNotNull();
    TestRecord<byte[], byte[]> dead = deadLetters.readRecord();
    assertThat(dead.key()).isEqualTo(key(ONE));
    assertThat(dead.value()).isEqualTo(junk);
    assertThat(dead.getRecordTime()).isEqualTo(NOON);
    assertThat(headers(dead))
        .isEqualTo(
            Map.of(
                "kubeterminal.origin.topic", "terminal-events",
                "kubeterminal.origin.partition", "0",
                "kubeterminal.origin.offset", "0",
                "kubeterminal.origin.timestamp", Long.toString(NOON.toEpochMilli()),
                "kubeterminal.reason",
                    "not in the Confluent wire format (0x0, 4-byte schema id, Avro body)",
                "kubeterminal.consumer", "fold-test"));
    assertThat(meters.get("terminal.fold.refused").counter().count()).isEqualTo(1);
  }

  @Test
  void nothingThatAStrangerWritesStopsThePartition() {
    events.pipeInput(record(null, null, NOON));
    events.pipeInput(record(key(ONE), null, NOON));
    events.pipeInput(record(new byte[] {-1, -2}, new byte[0], NOON));
    events.pipeInput(record(key(ONE), new byte[] {0, 0, 0, 77, 77, 1}, NOON));
    events.pipeInput(record(key(OTHER), bytes(Events.requested(ONE)), NOON));
    event(Events.requested(ONE), 1);

    assertThat(deadLetters.readRecordsToList()).hasSize(5);
    assertThat(rows.readRecordsToList()).hasSize(1);
  }

  @Test
  void aDeadLetterNeverOutgrowsTheBroker() {
    byte[] huge = new byte[DeadLetter.MOST_BYTES + 1];
    events.pipeInput(record(key(ONE), huge, NOON));
    events.pipeInput(record(huge, huge, NOON));

    assertThat(deadLetters.readRecordsToList())
        .allSatisfy(dead -> assertThat(dead.value()).isNull())
        .extracting(TestRecord::key)
        .containsExactly(key(ONE), null);
  }

  @Test
  void aRegistryThatIsDownLosesNothing() {
    byte[] requested = bytes(Events.requested(ONE));
    registry.down(true);

    assertThatThrownBy(() -> events.pipeInput(record(key(ONE), requested, NOON)))
        .hasStackTraceContaining(RegistryUnavailable.class.getName());
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void storeAndChangelogNeverShowUpInTheRegistry() {
    event(Events.requested(ONE), 0);

    assertThat(registry.subjects())
        .containsOnly(
            "terminal-events-io.kubeterminal.schema.TerminalRequested",
            "terminals-io.kubeterminal.schema.TerminalRow");
  }

  @Test
  void anEndedRowIsDeletedWhenItsRetentionIsOver() {
    event(Events.requested(ONE), 0);
    event(Events.failed(ONE), 1);
    event(Events.requested(OTHER), 2);
    rows.readRecordsToList();

    pass(RETENTION.minusSeconds(2));
    assertThat(rows.isEmpty()).isTrue();

    pass(Duration.ofSeconds(1));
    TestRecord<String, SpecificRecord> tombstone = rows.readRecord();
    assertThat(tombstone.key()).isEqualTo(ONE.toString());
    assertThat(tombstone.value()).isNull();
    assertThat(rows.isEmpty()).isTrue();
    assertThat(driver.<UUID, TerminalRow>getKeyValueStore(FoldTopology.ROWS).get(ONE)).isNull();
    assertThat(driver.<UUID, TerminalRow>getKeyValueStore(FoldTopology.ROWS).get(OTHER))
        .isNotNull();
  }

  @Test
  void othersEventsMoveTheTimeToo() {
    event(Events.requested(ONE), 0);
    event(Events.failed(ONE), 1);
    rows.readRecordsToList();

    event(Events.requested(OTHER), 3_601);

    assertThat(rows.readRecordsToList())
        .extracting(TestRecord::key)
        .containsExactly(OTHER.toString(), ONE.toString());
  }

  @Test
  void oneTickDeletesABoundedNumberOfRows() {
    for (int i = 0; i < 12; i++) {
      event(Events.requested(new UUID(9, i)), 0);
      event(Events.failed(new UUID(9, i)), 0);
    }
    rows.readRecordsToList();
    nanos.addAndGet(RETENTION.toNanos());

    driver.advanceWallClockTime(FoldProcessor.TICK);
    assertThat(rows.readRecordsToList()).hasSize(10);
    driver.advanceWallClockTime(FoldProcessor.TICK);
    assertThat(rows.readRecordsToList()).hasSize(2);
  }

  /** A replay sees no pause between the two requests, so the tick must not decide. */
  @Test
  void anIdMayBeUsedAgainAfterTheRetentionWhetherTheTickCameOrNot() {
    event(Events.requested(ONE), 0);
    event(Events.failed(ONE), 0);
    event(Events.requested(ONE), 3_599);
    event(Events.requested(ONE), 3_600);

    assertThat(rows.readValuesToList())
        .extracting(row -> ((TerminalRow) row).getPhase())
        .containsExactly(Phase.REQUESTED, Phase.FAILED, Phase.REQUESTED);
    pass(RETENTION.multipliedBy(2));
    assertThat(rows.isEmpty()).as("the newer row stays").isTrue();
  }

  @Test
  void rowsAreHandedOverOnceThePartitionIsCaughtUp() {
    log.put(0, new Reach(3, 0));
    progress.look();
    event(Events.requested(ONE), 0);
    event(Events.requested(OTHER), 1);
    event(Events.failed(OTHER), 2);
    tick();
    assertThat(listener.told()).as("while it lags").isEmpty();

    log.put(0, new Reach(9, 3));
    progress.look();
    tick();
    assertThat(listener.told())
        .containsExactly(
            "arrived 0", "changed 0 " + ONE + " REQUESTED", "changed 0 " + OTHER + " FAILED");
    assertThat(progress.caughtUp(0)).isTrue();

    event(Events.ready(ONE), 3);
    tick();
    assertThat(listener.told()).hasSize(4).endsWith("changed 0 " + ONE + " READY");
  }

  /** Zero writes to the cluster: what began and ended in the past is not even mentioned. */
  @Test
  void aReplayHandsOverNothingThatIsLongClosed() {
    event(Events.requested(ONE), 0);
    event(Events.ready(ONE), 1);
    event(Events.closeRequested(ONE), 2);
    event(Events.closed(ONE), 3);
    progress.look();
    tick();

    assertThat(listener.told()).containsExactly("arrived 0");
  }

  @Test
  void deletionAndGoodbyeAreTold() {
    progress.look();
    tick();
    event(Events.requested(ONE), 0);
    event(Events.failed(ONE), 0);
    pass(RETENTION);
    closeDriver();

    assertThat(listener.told())
        .containsExactly(
            "arrived 0",
            "changed 0 " + ONE + " REQUESTED",
            "changed 0 " + ONE + " FAILED",
            "changed 0 " + ONE + " -",
            "left 0");
    assertThat(progress.caughtUp(0)).isFalse();
  }

  @Test
  void aPartitionThatWasNeverHandedOverIsNotSaidToLeave() {
    event(Events.requested(ONE), 0);
    closeDriver();

    assertThat(listener.told()).isEmpty();
  }

  @Test
  void theTraceOfAnEventGoesOnWithItsRow() {
    progress.look();
    tick();
    traced(Events.requested(ONE), 0, 1);
    event(Events.requested(OTHER), 0);
    traced(Events.requested(ONE), 1, 2);

    List<TestRecord<String, SpecificRecord>> written = rows.readRecordsToList();
    assertThat(traces.noted())
        .containsExactly("1 > 101 fold TerminalRequested", "2 > 102 fold TerminalRequested");
    assertThat(written).hasSize(2);
    assertThat(TraceParent.of(written.getFirst().headers())).isEqualTo(NotedTraces.at(101));
    assertThat(written.getLast().headers()).isEmpty();
  }

  /** Spans of last week's requests would be news to nobody. */
  @Test
  void aReplayIsNotTracedAndComesToTheSameRow() {
    log.put(0, new Reach(1, 0));
    progress.look();
    traced(Events.requested(ONE), 0, 1);
    event(Events.requested(OTHER), 0);

    List<TestRecord<String, SpecificRecord>> written = rows.readRecordsToList();
    assertThat(traces.noted()).isEmpty();
    assertThat(written.getFirst().headers()).isEmpty();
    assertThat(serializer.serialize(Topics.TERMINALS.name(), written.getFirst().value()))
        .hasSameSizeAs(serializer.serialize(Topics.TERMINALS.name(), written.getLast().value()));
  }

  @Test
  void anIdleTerminalTellsItsWholeStory() {
    event(Events.requested(ONE), 0);
    event(Events.ready(ONE), 2);
    event(Events.expiring(ONE), 480);
    event(Events.expired(ONE), 600);
    event(Events.closed(ONE), 601);

    List<TerminalRow> story =
        rows.readValuesToList().stream().map(TerminalRow.class::cast).toList();
    assertThat(story)
        .extracting(TerminalRow::getPhase)
        .containsExactly(Phase.REQUESTED, Phase.READY, Phase.READY, Phase.CLOSING, Phase.CLOSED);
    TerminalRow last = story.getLast();
    assertThat(last.getReason()).isEqualTo(EndReason.IDLE);
    assertThat(last.getExpiringAt()).isEqualTo(NOON.plusSeconds(480));
    assertThat(last.getEndedAt()).isEqualTo(NOON.plusSeconds(601));
  }

  private void closeDriver() {
    if (driver != null) {
      driver.close();
      driver = null;
    }
  }

  private Topology topology() {
    Topology topology = new Topology();
    FoldTopology.addTo(
        topology,
        new RowSerde(serializer, deserializer),
        new FoldProcessor.Parts(
            new EventReader(deserializer, () -> 1),
            listener,
            progress,
            new FoldCounters(meters),
            "fold-test",
            RETENTION,
            10,
            nanos::get,
            traces));
    return topology;
  }

  private void event(SpecificRecord event, int second) {
    UUID id = (UUID) event.get(0);
    events.pipeInput(record(key(id), bytes(event), NOON.plusSeconds(second)));
  }

  private void traced(SpecificRecord event, int second, int span) {
    UUID id = (UUID) event.get(0);
    TestRecord<byte[], byte[]> record = record(key(id), bytes(event), NOON.plusSeconds(second));
    TraceParent.write(NotedTraces.at(span), record.headers());
    events.pipeInput(record);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    tick();
  }

  private void tick() {
    driver.advanceWallClockTime(FoldProcessor.TICK);
  }

  private byte[] bytes(SpecificRecord event) {
    return serializer.serialize(Topics.TERMINAL_EVENTS.name(), event);
  }

  private static TestRecord<byte[], byte[]> record(byte[] key, byte[] value, Instant time) {
    return new TestRecord<>(key, value, time);
  }

  private static byte[] key(UUID id) {
    return id.toString().getBytes(UTF_8);
  }

  private static Map<String, String> headers(TestRecord<?, ?> record) {
    return StreamSupport.stream(record.headers().spliterator(), false)
        .collect(Collectors.toMap(Header::key, header -> new String(header.value(), UTF_8)));
  }
}
