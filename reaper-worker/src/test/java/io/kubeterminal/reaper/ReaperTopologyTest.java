package io.kubeterminal.reaper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.serde.RegistryUnavailable;
import io.kubeterminal.telemetry.Traces;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
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

/** The whole topology, with append times given by hand: seconds after {@link #START}. */
class ReaperTopologyTest {

  private static final Instant START = Instant.parse("2026-11-24T12:00:00Z");
  private static final UUID ID = UUID.fromString("b3f7f1de-3f7f-4a8e-9a55-0a4f6a0c1d2e");
  private static final byte[] KEY = ID.toString().getBytes(UTF_8);

  private final PlainAvro avro = new PlainAvro();
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private TopologyTestDriver driver;
  private TestInputTopic<byte[], byte[]> heartbeats;
  private TestInputTopic<byte[], byte[]> rows;
  private TestOutputTopic<String, SpecificRecord> events;
  private TestOutputTopic<String, byte[]> tombstones;
  private TestOutputTopic<byte[], byte[]> heartbeatDeadLetters;
  private TestOutputTopic<byte[], byte[]> rowDeadLetters;
  private long lastBeacon = -10;

  @BeforeEach
  void start() {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
    driver = new TopologyTestDriver(topology(), properties, START);
    heartbeats = input(Topics.TERMINAL_HEARTBEATS.name());
    rows = input(Topics.TERMINALS.name());
    events =
        driver.createOutputTopic(
            Topics.TERMINAL_EVENTS.name(), new StringDeserializer(), avro.deserializer());
    tombstones =
        driver.createOutputTopic(
            Topics.TERMINAL_HEARTBEATS.name(),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    heartbeatDeadLetters = output(Topics.TERMINAL_HEARTBEATS.deadLetters().name());
    rowDeadLetters = output(Topics.TERMINALS.deadLetters().name());
  }

  @AfterEach
  void stop() {
    driver.close();
  }

  @Test
  void theTopologyIsTheOneOnThePicture() throws IOException {
    try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
      assertThat(topology().describe().toString().strip())
          .isEqualTo(new String(golden.readAllBytes(), UTF_8).strip());
    }
  }

  @Test
  void aSilentTerminalIsWarnedOfOnceAndEndsAfterItsTtl() {
    listenUntil(100);
    ready(600, 100);
    listenUntil(690);
    assertThat(events.readKeyValuesToList())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.key).isEqualTo(ID.toString());
              assertThat(event.value)
                  .isEqualTo(
                      TerminalExpiring.newBuilder()
                          .setTerminalId(ID)
                          .setExpiresAt(at(700))
                          .build());
            });

    listenUntil(2_000);
    assertThat(events.readValuesToList())
        .containsExactly(
            TerminalExpired.newBuilder()
                .setTerminalId(ID)
                .setReason(EndReason.IDLE)
                .setExpiredAt(at(700))
                .build());
    assertThat(registry.get("terminal.reaper.expired").timer().count()).isOne();
    assertThat(registry.get("terminal.reaper.warned").counter().count()).isOne();
  }

  @Test
  void aTerminalEndsWithItsLifetimeHoweverBusyItIs() {
    listenUntil(100);
    TerminalRow row = Records.ready(ID, 600, at(100));
    row.setLifetimeSeconds(300);
    rows.pipeInput(KEY, bytes(row), at(100));
    listenUntil(270);
    beat(271);
    listenUntil(390);
    beat(391);
    assertThat(events.readValuesToList())
        .containsExactly(
            TerminalExpiring.newBuilder()
                .setTerminalId(ID)
                .setLastBeatAt(at(271))
                .setExpiresAt(at(400))
                .build());

    listenUntil(500);
    assertThat(events.readValuesToList())
        .containsExactly(
            TerminalExpired.newBuilder()
                .setTerminalId(ID)
                .setReason(EndReason.MAX_LIFETIME)
                .setLastBeatAt(at(391))
                .setExpiredAt(at(400))
                .build());
  }

  @Test
  void aBeatCancelsTheWarningAndTheEnd() {
    listenUntil(100);
    ready(600, 100);
    listenUntil(590);
    beat(591);
    listenUntil(1_060);
    assertThat(events.readValuesToList()).hasExactlyElementsOfTypes(TerminalExpiring.class);

    listenUntil(1_200);
    assertThat(events.readValuesToList())
        .containsExactly(
            TerminalExpiring.newBuilder()
                .setTerminalId(ID)
                .setLastBeatAt(at(591))
                .setExpiresAt(at(1_191))
                .build(),
            TerminalExpired.newBuilder()
                .setTerminalId(ID)
                .setLastBeatAt(at(591))
                .setExpiredAt(at(1_200))
                .build());
  }

  @Test
  void aTerminalThatBeatsLivesForEver() {
    ready(60, 0);
    for (long second = 0; second < 7_200; second += 50) {
      listenUntil(second);
      beat(second);
    }
    assertThat(events.readValuesToList())
        .as("warnings at most: beats come 10 s before the end")
        .hasOnlyElementsOfType(TerminalExpiring.class);
  }

  @Test
  void whileNobodyListensNothingEnds() {
    listenUntil(100);
    ready(60, 100);
    beat(101);
    // Other terminals' beats move the time, but without a beacon they prove nothing.
    for (long second = 110; second < 5_000; second += 10) {
      beat(UUID.randomUUID(), second);
      driver.advanceWallClockTime(Duration.ofSeconds(10));
    }
    assertThat(events.isEmpty()).isTrue();

    lastBeacon = 5_000 - 10;
    listenUntil(5_020);
    assertThat(events.isEmpty()).as("listening begins anew").isTrue();
    listenUntil(5_060);
    assertThat(events.readValuesToList())
        .hasExactlyElementsOfTypes(TerminalExpiring.class, TerminalExpired.class);
  }

  @Test
  void aJumpOfTheClockEndsNothing() {
    listenUntil(100);
    ready(60, 100);
    beat(101);
    beacon(4_000, 0L);
    beacon(4_010, 0L);
    driver.advanceWallClockTime(Duration.ofHours(1));
    assertThat(events.isEmpty()).isTrue();
    beacon(110, 0L);
    beacon(120, 0L);
    driver.advanceWallClockTime(Duration.ofHours(1));
    assertThat(events.isEmpty()).isTrue();

    lastBeacon = 120;
    listenUntil(180, 0L);
    assertThat(events.readValuesToList()).last().isInstanceOf(TerminalExpired.class);
  }

  @Test
  void theWallClockAloneEndsNothing() {
    listenUntil(100);
    ready(60, 100);
    driver.advanceWallClockTime(Duration.ofDays(1));

    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void aBeatNeitherCreatesNorRevivesATerminal() {
    listenUntil(100);
    beat(100);
    listenUntil(390);
    assertThat(erased()).isEmpty();
    listenUntil(400);
    assertThat(erased()).containsExactly(ID.toString());
    assertThat(table()).isEmpty();
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void aBeatThatIsReadBeforeItsRowCounts() {
    listenUntil(100);
    beat(100);
    beat(290);
    ready(600, 95);
    listenUntil(880);

    assertThat(erased()).isEmpty();
    assertThat(events.readValuesToList()).hasExactlyElementsOfTypes(TerminalExpiring.class);
  }

  @Test
  void theEndOfATerminalClearsItsBeat() {
    listenUntil(100);
    ready(600, 100);
    beat(110);
    row(Phase.CLOSING, 120);

    assertThat(erased()).containsExactly(ID.toString());
    assertThat(table()).isEmpty();
    assertThat(driver.getKeyValueStore(ReaperTopology.LEASES).get(ID)).isNull();

    beat(130);
    listenUntil(430);
    assertThat(erased()).as("a late beat").containsExactly(ID.toString());
    listenUntil(2_000);
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void whatExpiredExpiresOnceWhateverItsRowSaysNext() {
    listenUntil(100);
    ready(60, 100);
    listenUntil(160);
    assertThat(events.readValuesToList()).last().isInstanceOf(TerminalExpired.class);

    ready(60, 100);
    beat(165);
    listenUntil(500);
    assertThat(events.isEmpty()).isTrue();
    row(Phase.CLOSING, 500);
    assertThat(erased()).containsExactly(ID.toString());
  }

  @Test
  void aShorterTtlCountsAtOnce() {
    listenUntil(100);
    ready(86_400, 100);
    listenUntil(300);
    ready(60, 100);
    listenUntil(310);

    assertThat(events.readValuesToList()).last().isInstanceOf(TerminalExpired.class);
  }

  @Test
  void aStrangersTombstonesEndNothing() {
    listenUntil(100);
    ready(60, 100);
    listenUntil(140);
    beat(141);
    heartbeats.pipeInput(KEY, null, at(142));
    rows.pipeInput(KEY, null, at(142));
    listenUntil(200);
    assertThat(events.readValuesToList()).hasOnlyElementsOfType(TerminalExpiring.class);

    listenUntil(210);
    assertThat(events.readValuesToList()).hasExactlyElementsOfTypes(TerminalExpired.class);
  }

  @Test
  void aDeadReplicasBeaconIsCleared() {
    listenUntil(100);
    heartbeat("beacon:b", Records.beacon("b", null), 101);
    listenUntil(700);
    assertThat(erased()).isEmpty();
    listenUntil(710);
    assertThat(erased()).containsExactly("beacon:b");
  }

  @Test
  void whatCannotBeReadIsADeadLetterAndTheNextRecordIsHandled() {
    listenUntil(100);
    heartbeats.pipeInput("nonsense".getBytes(UTF_8), new byte[] {1}, at(100));
    heartbeats.pipeInput(null, new byte[] {2}, at(100));
    heartbeats.pipeInput(KEY, new byte[] {3}, at(100));
    heartbeat(ID.toString(), Records.beat(UUID.randomUUID()), 100);
    heartbeat(ID.toString(), Records.beacon("a", null), 100);
    heartbeat("beacon:a", Records.beacon("b", null), 100);
    ready(60, 100);
    rows.pipeInput(KEY, new byte[] {4}, at(100));
    rows.pipeInput(KEY, bytes(Records.beat(ID)), at(100));
    rows.pipeInput(KEY, bytes(Records.ready(UUID.randomUUID(), 60, at(1))), at(100));
    rows.pipeInput(KEY, bytes(Records.ready(ID, 0, at(1))), at(100));
    rows.pipeInput(KEY, bytes(Records.ready(ID, 60, null)), at(100));
    rows.pipeInput("x".getBytes(UTF_8), bytes(Records.ready(ID, 60, at(1))), at(100));
    listenUntil(160);

    assertThat(heartbeatDeadLetters.readRecordsToList())
        .extracting(letter -> header(letter, "kubeterminal.reason"))
        .containsExactly(
            "the key is neither a UUID as lower-case text nor a beacon's",
            "there is no key",
            "these bytes are no record",
            "terminalId is not the record's key",
            "Beacon does not belong to this key",
            "replica is not the one of the record's key");
    assertThat(rowDeadLetters.readRecordsToList())
        .extracting(letter -> header(letter, "kubeterminal.reason"))
        .containsExactly(
            "these bytes are no record",
            "not a TerminalRow",
            "terminalId is not the record's key",
            "READY without readyAt, or with ttlSeconds below 1",
            "READY without readyAt, or with ttlSeconds below 1",
            "the key is not a UUID as lower-case text");
    assertThat(erased())
        .as("compaction would keep it for ever")
        .containsExactly("nonsense", "beacon:a");
    assertThat(events.readValuesToList()).last().isInstanceOf(TerminalExpired.class);
  }

  @Test
  void aDeadLetterTellsItsOrigin() {
    heartbeats.pipeInput(KEY, new byte[] {3}, at(100));

    TestRecord<byte[], byte[]> letter = heartbeatDeadLetters.readRecord();
    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).containsExactly(3);
    assertThat(List.of("origin.topic", "origin.partition", "origin.offset", "origin.timestamp"))
        .extracting(name -> header(letter, "kubeterminal." + name))
        .containsExactly("terminal-heartbeats", "0", "0", "" + at(100).toEpochMilli());
    assertThat(header(letter, "kubeterminal.consumer")).isEqualTo("kube-terminal-reaper");
  }

  @Test
  void aRegistryThatDoesNotAnswerStopsTheTaskSoThatNothingIsLost() {
    avro.away(true);

    assertThatThrownBy(() -> beat(1))
        .hasRootCauseInstanceOf(IOException.class)
        .satisfies(failure -> assertThat(StreamsFailures.isTemporary(failure)).isTrue())
        .hasStackTraceContaining(RegistryUnavailable.class.getName());
    avro.away(false);
  }

  @Test
  void whatFallsDueAtOnceIsWorkedOffInPieces() {
    listenUntil(0);
    for (int terminal = 0; terminal < 1_000; terminal++) {
      UUID id = new UUID(1, terminal);
      rows.pipeInput(key(id), bytes(Records.ready(id, 60, at(0))), at(0));
    }
    listenUntil(59);
    for (int tick = 0; tick < 10; tick++) {
      driver.advanceWallClockTime(Duration.ofMillis(100));
    }
    assertThat(events.readValuesToList())
        .hasSize(1_000)
        .hasOnlyElementsOfType(TerminalExpiring.class);

    heartbeat("beacon:a", Records.beacon("a", at(0)), 60);
    assertThat(events.readValuesToList()).hasSize(200);
    driver.advanceWallClockTime(Duration.ofMillis(100));
    assertThat(events.readValuesToList()).hasSize(200);
    for (int tick = 0; tick < 10; tick++) {
      driver.advanceWallClockTime(Duration.ofMillis(100));
    }
    assertThat(events.readValuesToList()).hasSize(600).hasOnlyElementsOfType(TerminalExpired.class);
  }

  @Test
  void theMetersSayWhatIsWatchedAndWhoListens() {
    listenUntil(100);
    ready(600, 100);

    assertThat(registry.get("terminal.reaper.tracked").tag("partition", "0").gauge().value())
        .isOne();
    assertThat(
            registry.get("terminal.reaper.listening.seconds").tag("partition", "0").gauge().value())
        .isEqualTo(100);
    beat(UUID.randomUUID(), 131);
    assertThat(
            registry.get("terminal.reaper.listening.seconds").tag("partition", "0").gauge().value())
        .isZero();
  }

  private Topology topology() {
    Topology topology = new Topology();
    ReaperMeters meters = new ReaperMeters(registry);
    Reading reading = new Reading(avro.deserializer(), Duration.ofDays(30));
    ReaperSettings settings = ReaperSettingsTest.defaults();
    ReaperTopology.addTo(
        topology, avro.serializer(), () -> new Reaper(reading, settings, meters, Traces.OFF));
    return topology;
  }

  /** Replica {@code a} writes a beacon every 10 s, and time goes on with them. */
  private void listenUntil(long second) {
    listenUntil(second, null);
  }

  private void listenUntil(long second, Long since) {
    while (lastBeacon + 10 <= second) {
      lastBeacon += 10;
      beacon(lastBeacon, since != null ? since : lastBeacon == 0 ? null : Long.valueOf(0));
    }
  }

  private void beacon(long second, Long since) {
    heartbeat("beacon:a", Records.beacon("a", since == null ? null : at(since)), second);
    driver.advanceWallClockTime(Duration.ofSeconds(1));
  }

  private void beat(long second) {
    beat(ID, second);
  }

  private void beat(UUID id, long second) {
    heartbeat(id.toString(), Records.beat(id), second);
  }

  private void heartbeat(String key, SpecificRecord record, long second) {
    heartbeats.pipeInput(key.getBytes(UTF_8), bytes(record), at(second));
  }

  private void ready(int ttl, long second) {
    rows.pipeInput(KEY, bytes(Records.ready(ID, ttl, at(second))), at(second));
  }

  private void row(Phase phase, long second) {
    rows.pipeInput(KEY, bytes(Records.row(ID, phase, 600, at(1))), at(second));
  }

  private List<String> erased() {
    return tombstones.readKeyValuesToList().stream()
        .filter(record -> record.value == null)
        .map(record -> record.key)
        .toList();
  }

  private List<String> table() {
    List<String> keys = new ArrayList<>();
    try (var all = driver.<byte[], Object>getTimestampedKeyValueStore(ReaperTopology.BEATS).all()) {
      all.forEachRemaining(entry -> keys.add(new String(entry.key, UTF_8)));
    }
    return keys;
  }

  private byte[] bytes(SpecificRecord record) {
    return avro.serialize(record);
  }

  private static byte[] key(UUID id) {
    return id.toString().getBytes(UTF_8);
  }

  private static Instant at(long second) {
    return START.plusSeconds(second);
  }

  private static String header(TestRecord<byte[], byte[]> letter, String name) {
    return new String(letter.headers().lastHeader(name).value(), UTF_8);
  }

  private TestInputTopic<byte[], byte[]> input(String topic) {
    return driver.createInputTopic(topic, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private TestOutputTopic<byte[], byte[]> output(String topic) {
    return driver.createOutputTopic(
        topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }
}
