package io.kubeterminal.reaper;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalExpired;
import io.kubeterminal.schema.TerminalExpiring;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The reaper on a real Kafka. All tests share its topics and its group, so every start restores
 * what the tests before left, unreadable records too. TTLs are a few seconds, set by the rows
 * directly.
 */
class ReaperIT {

  private static final Duration SOON = Duration.ofSeconds(30);

  private static KafkaFixture kafka;
  private static RawRecords records;
  private static BeaconWriter api;

  private final List<ConfigurableApplicationContext> reapers = new ArrayList<>();

  @BeforeAll
  static void startKafka() {
    // A stream thread that dies of the registry is what one test wants.
    Awaitility.doNotCatchUncaughtExceptionsByDefault();
    kafka = KafkaFixture.fresh();
    await().atMost(SOON).ignoreExceptions().untilAsserted(() -> kafka.createTopics(3));
    records = new RawRecords(kafka);
    api = new BeaconWriter(kafka, 3);
  }

  @AfterAll
  static void stopKafka() {
    api.close();
    records.close();
    kafka.close();
  }

  @AfterEach
  void stopReapers() {
    reapers.forEach(ConfigurableApplicationContext::close);
  }

  @Test
  void aSilentTerminalIsWarnedOfAndExpires() {
    reaper();
    UUID id = ready(4);
    await().atMost(SOON).until(() -> events(id).size() == 2);

    assertThat(events(id)).hasExactlyElementsOfTypes(TerminalExpiring.class, TerminalExpired.class);
    TerminalExpired expired = (TerminalExpired) events(id).get(1);
    assertThat(expired.getLastBeatAt()).isNull();
    assertThat(Duration.between(readyAt(id), expired.getExpiredAt()))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
  }

  @Test
  void theEndOfATerminalClearsItsBeat() {
    reaper();
    UUID id = ready(600);
    beat(id);
    records.send(
        Topics.TERMINALS.name(), id.toString(), Records.row(id, Phase.CLOSING, 600, now()));

    await()
        .atMost(SOON)
        .until(
            () ->
                recordsOf(Topics.TERMINAL_HEARTBEATS.name(), id)
                    .anyMatch(record -> record.value() == null));
  }

  @Test
  void aReaperThatWasAwayKillsNobodyWhoBeatAndDelaysNobodyWhoDidNot() {
    ConfigurableApplicationContext before = reaper();
    List<UUID> used = Stream.generate(() -> ready(4)).limit(10).toList();
    await().atMost(SOON).until(() -> tracked(before) >= 10);
    before.close();
    UUID silent = ready(4);
    Instant back = now().plusSeconds(8);
    beatUntil(used, () -> now().isAfter(back));
    reaper();
    beatUntil(used, () -> expired(silent));

    assertThat(Duration.between(readyAt(silent), expiredAt(silent)))
        .as("by the broker's clock, as if the reaper had never been away")
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(7));
    await().atMost(SOON).until(() -> expired().containsAll(used));
    assertThat(used)
        .allSatisfy(
            id -> {
              assertThat(expiries(id)).isOne();
              assertThat(beatsBetween(id, expiredAt(id).minusSeconds(4), expiredAt(id))).isZero();
            });
  }

  @Test
  void anUnreadableRecordIsADeadLetterAndTheNextIsHandled() {
    reaper();
    UUID id = ready(600);
    byte[] key = id.toString().getBytes(UTF_8);
    String nonsense = "nonsense-" + id;
    records.sendBytes(Topics.TERMINAL_HEARTBEATS.name(), key, "poison".getBytes(UTF_8));
    records.sendBytes(Topics.TERMINAL_HEARTBEATS.name(), key, new byte[] {0, 0, 1, 2, 3, 4});
    records.sendBytes(
        Topics.TERMINAL_HEARTBEATS.name(), nonsense.getBytes(UTF_8), "poison".getBytes(UTF_8));
    records.sendBytes(Topics.TERMINALS.name(), key, "poison".getBytes(UTF_8));
    Instant sent = Instant.now();
    UUID next = ready(2);

    await().atMost(SOON).until(() -> deadLetters(Topics.TERMINAL_HEARTBEATS.name(), key) == 2);
    await()
        .atMost(SOON)
        .until(() -> deadLetters(Topics.TERMINAL_HEARTBEATS.name(), nonsense.getBytes(UTF_8)) == 1);
    await().atMost(SOON).until(() -> deadLetters(Topics.TERMINALS.name(), key) == 1);
    assertThat(Duration.between(sent, Instant.now())).isLessThan(Duration.ofSeconds(5));
    await().atMost(SOON).until(() -> expired(next));
  }

  @Test
  void kafkaThatGoesAwayCostsTimeAndNobodysTerminal() {
    ConfigurableApplicationContext reaper = reaper();
    UUID id = ready(3);
    await().atMost(SOON).until(() -> tracked(reaper) >= 1);
    api.pause();
    kafka.stopKafka();
    ConfigurableApplicationContext early = start();
    kafka.startKafka();
    await().atMost(Duration.ofMinutes(1)).until(() -> readiness(early) == 200);
    assertThat(expired(id)).isFalse();
    api.resume();

    await().atMost(Duration.ofMinutes(1)).until(() -> expired(id));
    assertThat(expiries(id)).isOne();
  }

  @Test
  void whenOneOfTwoStopsTheOtherTakesOver() {
    ConfigurableApplicationContext one = reaper();
    reaper();
    List<UUID> terminals = Stream.generate(() -> ready(5)).limit(12).toList();
    one.close();

    await().atMost(Duration.ofMinutes(1)).until(() -> expired().containsAll(terminals));
    assertThat(terminals).allSatisfy(id -> assertThat(expiries(id)).isOne());
  }

  @Test
  void theClassicGroupProtocolWorksToo() {
    reaper("terminal.reaper.group-protocol=classic", "terminal.reaper.application-id=classic");
    UUID id = ready(2);

    await().atMost(SOON).until(() -> expired(id));
  }

  @Test
  void aRegistryThatIsAwayAtTheStartIsWaitedFor() throws IOException {
    try (RegistryGate registry = new RegistryGate(kafka.registryUrl())) {
      registry.refuse("/");
      ConfigurableApplicationContext reaper =
          start("spring.kafka.properties.schema.registry.url=" + registry.url());
      await().atMost(SOON).until(() -> registry.refusals() > 1);
      assertThat(readiness(reaper)).isEqualTo(503);
      registry.open();

      await().atMost(Duration.ofMinutes(1)).until(() -> readiness(reaper) == 200);
    }
  }

  @Test
  void aRegistryThatIsAwayWhileReadingLosesNothing() throws IOException {
    try (RegistryGate registry = new RegistryGate(kafka.registryUrl())) {
      registry.refuse("/schemas/ids");
      ConfigurableApplicationContext reaper =
          start("spring.kafka.properties.schema.registry.url=" + registry.url());
      UUID id = ready(2);
      await()
          .atMost(SOON)
          .until(
              () ->
                  reaper
                          .getBean(MeterRegistry.class)
                          .counter("terminal.reaper.threads.replaced")
                          .count()
                      > 0);
      assertThat(deadLetters(Topics.TERMINALS.name(), id.toString().getBytes(UTF_8))).isZero();
      registry.open();

      await().atMost(Duration.ofMinutes(1)).until(() -> expired(id));
    }
  }

  @Test
  void beatsThatTheirWritersTimeAreNotJudged() throws Exception {
    timeBeatsBy("CreateTime");
    ConfigurableApplicationContext reaper = start();
    await().during(Duration.ofSeconds(3)).atMost(SOON).until(() -> readiness(reaper) == 503);
    timeBeatsBy("LogAppendTime");

    await().atMost(Duration.ofMinutes(1)).until(() -> readiness(reaper) == 200);
  }

  @Test
  void theBeatsHaveNoSecondCopy() throws Exception {
    reaper();
    try (Admin admin = Admin.create(kafka.clientSettings())) {
      assertThat(admin.listTopics().names().get(20, TimeUnit.SECONDS))
          .filteredOn(topic -> topic.startsWith("kube-terminal-reaper-"))
          .containsExactlyInAnyOrder(
              "kube-terminal-reaper-leases-changelog", "kube-terminal-reaper-listening-changelog");
    }
  }

  private static void timeBeatsBy(String clock) throws Exception {
    ConfigResource topic =
        new ConfigResource(ConfigResource.Type.TOPIC, Topics.TERMINAL_HEARTBEATS.name());
    AlterConfigOp change =
        new AlterConfigOp(
            new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, clock),
            AlterConfigOp.OpType.SET);
    try (Admin admin = Admin.create(kafka.clientSettings())) {
      admin.incrementalAlterConfigs(Map.of(topic, List.of(change))).all().get(20, TimeUnit.SECONDS);
    }
  }

  private ConfigurableApplicationContext reaper(String... settings) {
    ConfigurableApplicationContext started = start(settings);
    await().atMost(Duration.ofMinutes(1)).until(() -> readiness(started) == 200);
    return started;
  }

  private ConfigurableApplicationContext start(String... settings) {
    List<String> arguments = new ArrayList<>();
    arguments.add("--server.port=0");
    arguments.add("--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers());
    // A setting that is given twice would be a list.
    if (Stream.of(settings).noneMatch(setting -> setting.contains("schema.registry.url"))) {
      arguments.add("--spring.kafka.properties.schema.registry.url=" + kafka.registryUrl());
    }
    arguments.add("--terminal.topics.partitions=3");
    Stream.of(settings).map("--"::concat).forEach(arguments::add);
    ConfigurableApplicationContext started =
        ReaperWorker.application().run(arguments.toArray(String[]::new));
    reapers.add(started);
    return started;
  }

  private static int readiness(ConfigurableApplicationContext reaper) throws IOException {
    String port = reaper.getEnvironment().getProperty("local.server.port");
    URI uri = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return answer.statusCode();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static double tracked(ConfigurableApplicationContext reaper) {
    return reaper.getBean(MeterRegistry.class).find("terminal.reaper.tracked").gauges().stream()
        .mapToDouble(gauge -> gauge.value())
        .sum();
  }

  private static UUID ready(int ttl) {
    UUID id = UUID.randomUUID();
    records.send(Topics.TERMINALS.name(), id.toString(), Records.ready(id, ttl, now()));
    return id;
  }

  private static void beat(UUID id) {
    records.send(Topics.TERMINAL_HEARTBEATS.name(), id.toString(), Records.beat(id));
  }

  private static boolean expired(UUID id) {
    return expiries(id) > 0;
  }

  /** All that ever expired; read once, as each reading is of the whole topic. */
  private static Set<UUID> expired() {
    return records.read(Topics.TERMINAL_EVENTS.name()).stream()
        .map(RawRecords.Entry::value)
        .filter(TerminalExpired.class::isInstance)
        .map(event -> ((TerminalExpired) event).getTerminalId())
        .collect(Collectors.toSet());
  }

  private static long expiries(UUID id) {
    return events(id).stream().filter(event -> event instanceof TerminalExpired).count();
  }

  private static List<SpecificRecord> events(UUID id) {
    return records.read(Topics.TERMINAL_EVENTS.name()).stream()
        .filter(entry -> entry.key().equals(id.toString()))
        .map(RawRecords.Entry::value)
        .toList();
  }

  private static Stream<ConsumerRecord<byte[], byte[]>> recordsOf(String topic, UUID id) {
    return records.readBytes(topic).stream()
        .filter(record -> new String(record.key(), UTF_8).equals(id.toString()));
  }

  private static long deadLetters(String topic, byte[] key) {
    return records.readBytes(topic + "-dlt").stream()
        .filter(record -> Arrays.equals(record.key(), key))
        .peek(record -> assertThat(record.headers().lastHeader("kubeterminal.reason")).isNotNull())
        .count();
  }

  private static Instant readyAt(UUID id) {
    return records.readRecords(Topics.TERMINALS.name()).stream()
        .filter(record -> record.key().equals(id.toString()))
        .map(record -> ((TerminalRow) record.value()).getReadyAt())
        .findFirst()
        .orElseThrow();
  }

  private static Instant expiredAt(UUID id) {
    return events(id).stream()
        .filter(TerminalExpired.class::isInstance)
        .map(event -> ((TerminalExpired) event).getExpiredAt())
        .findFirst()
        .orElseThrow();
  }

  private static long beatsBetween(UUID id, Instant after, Instant until) {
    return recordsOf(Topics.TERMINAL_HEARTBEATS.name(), id)
        .map(record -> Instant.ofEpochMilli(record.timestamp()))
        .filter(time -> time.isAfter(after) && !time.isAfter(until))
        .count();
  }

  private static void beatUntil(List<UUID> ids, Callable<Boolean> end) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(500))
        .until(
            () -> {
              ids.forEach(ReaperIT::beat);
              return end.call();
            });
  }

  private static Instant now() {
    return Instant.now();
  }
}
