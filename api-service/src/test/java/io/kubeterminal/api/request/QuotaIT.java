package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.RunningApi;
import io.kubeterminal.api.limits.Admission;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How many terminals an owner gets when he asks for many at once; the test is the provisioner. */
@KafkaTest
class QuotaIT {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int MOST = 7;

  @TempDir static Path folder;

  @Test
  void twoHundredRequestsOfTwentyOwnersAtOnceAreExact(KafkaFixture kafka) throws Exception {
    String run = "one-" + UUID.randomUUID();
    try (RunningApi api = start(kafka)) {
      List<Opened> all =
          openAll(200, i -> api.bean(Opening.class), i -> request(run + "-" + i % 20));
      assertThat(all).hasSize(200);
      assertThat(all.stream().filter(Opened.Requested.class::isInstance)).hasSize(20 * MOST);
      assertThat(all.stream().filter(QuotaIT::tooMany)).hasSize(20 * (10 - MOST));
      Map<String, Long> written =
          requests(kafka, run)
              .collect(Collectors.groupingBy(TerminalRequested::getOwner, Collectors.counting()));
      assertThat(written).hasSize(20);
      assertThat(written.values()).containsOnly((long) MOST);
    }
  }

  @Test
  void whatTwoReplicasLetInAtOnceIsNoMoreThanOneMayHaveInTheEnd(KafkaFixture kafka)
      throws Exception {
    String run = "two-" + UUID.randomUUID();
    AtomicBoolean over = new AtomicBoolean();
    try (RunningApi one = start(kafka);
        RunningApi two = start(kafka)) {
      List<RunningApi> replicas = List.of(one, two);
      Provisioner provisioner = new Provisioner(kafka, run);
      // No row is written before every request is: neither replica knows of the other's.
      Thread provisioning =
          Thread.ofVirtual()
              .start(
                  () -> {
                    await().atMost(PATIENCE).until(() -> requests(kafka, run).count() == 4 * MOST);
                    while (!over.get()) {
                      provisioner.pass();
                    }
                  });
      List<Opened> all =
          openAll(
              60,
              i -> replicas.get(i % 2).bean(Opening.class),
              i -> request(run + "-" + i % 4 / 2));
      over.set(true);
      provisioning.join();
      assertThat(all.stream().filter(Opened.Ready.class::isInstance)).hasSize(2 * MOST);
      assertThat(all.stream().filter(QuotaIT::tooMany)).hasSize(60 - 2 * MOST);
      assertThat(provisioner.live())
          .hasSize(2)
          .allSatisfy((owner, live) -> assertThat(live).isEqualTo(MOST));
      assertThat(provisioner.reasons).containsOnly(EndReason.QUOTA).hasSize(2 * MOST);
    }
  }

  private static boolean tooMany(Opened opened) {
    return opened instanceof Opened.TooMuch(Admission.TooMany many);
  }

  private static RunningApi start(KafkaFixture kafka) {
    RunningApi api =
        RunningApi.start(
            kafka,
            folder,
            "--terminal.api.limits.terminals=" + MOST,
            "--terminal.api.limits.creates-per-minute=1000",
            "--terminal.api.row-wait=10ms");
    await().atMost(PATIENCE).until(api::ready);
    return api;
  }

  private static OpenRequest request(String owner) {
    return new OpenRequest(owner, null, CredentialKind.TOKEN, "t", "default", null, 600, null);
  }

  private static List<Opened> openAll(
      int count, Function<Integer, Opening> replica, Function<Integer, OpenRequest> request)
      throws Exception {
    Duration wait = count > 100 ? Duration.ZERO : PATIENCE;
    CountDownLatch go = new CountDownLatch(1);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Opened>> answers =
          IntStream.range(0, count)
              .mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            go.await();
                            return replica.apply(i).open(request.apply(i), null, wait);
                          }))
              .toList();
      go.countDown();
      List<Opened> all = new ArrayList<>();
      for (Future<Opened> answer : answers) {
        all.add(answer.get());
      }
      return all;
    }
  }

  private static Stream<TerminalRequested> requests(KafkaFixture kafka, String run) {
    try (RawRecords topics = new RawRecords(kafka)) {
      return topics.read(Topics.TERMINAL_EVENTS.name()).stream()
          .map(RawRecords.Entry::value)
          .filter(TerminalRequested.class::isInstance)
          .map(TerminalRequested.class::cast)
          .filter(request -> request.getOwner().startsWith(run));
    }
  }

  /** Writes rows as the fold would; what was REQUESTED for a second without an end is READY. */
  private static final class Provisioner {

    private final KafkaFixture kafka;
    private final String run;
    private final Map<UUID, TerminalRow> rows = new HashMap<>();
    private final Map<UUID, Instant> since = new HashMap<>();
    private final List<EndReason> reasons = new ArrayList<>();

    Provisioner(KafkaFixture kafka, String run) {
      this.kafka = kafka;
      this.run = run;
    }

    void pass() {
      try (RawRecords topics = new RawRecords(kafka)) {
        for (ConsumerRecord<String, SpecificRecord> event :
            topics.readRecords(Topics.TERMINAL_EVENTS.name())) {
          switch (event.value()) {
            case TerminalRequested request when request.getOwner().startsWith(run) ->
                requested(topics, request, Instant.ofEpochMilli(event.timestamp()));
            case TerminalCloseRequested close -> closed(topics, close);
            default -> {}
          }
        }
        for (TerminalRow row : List.copyOf(rows.values())) {
          boolean old = since.get(row.getTerminalId()).isBefore(Instant.now().minusSeconds(1));
          if (row.getPhase() == Phase.REQUESTED && old) {
            write(topics, row, Phase.READY);
          }
        }
      }
    }

    private void requested(RawRecords topics, TerminalRequested request, Instant at) {
      UUID id = request.getTerminalId();
      if (!rows.containsKey(id)) {
        TerminalRow row =
            TerminalRow.newBuilder()
                .setTerminalId(id)
                .setPhase(Phase.REQUESTED)
                .setOwner(request.getOwner())
                .setCredentialKind(request.getCredentialKind())
                .setRequestedAt(at)
                .build();
        since.put(id, Instant.now());
        write(topics, row, Phase.REQUESTED);
      }
    }

    private void closed(RawRecords topics, TerminalCloseRequested close) {
      TerminalRow row = rows.get(close.getTerminalId());
      if (row != null && row.getReason() == null) {
        assertThat(close.getRequestedBy()).isEqualTo(row.getOwner());
        reasons.add(close.getReason());
        row.setReason(close.getReason());
        write(topics, row, Phase.CLOSED);
      }
    }

    private void write(RawRecords topics, TerminalRow row, Phase phase) {
      row.setPhase(phase);
      rows.put(row.getTerminalId(), row);
      topics.send(Topics.TERMINALS.name(), row.getTerminalId().toString(), row);
    }

    Map<String, Long> live() {
      return rows.values().stream()
          .filter(row -> row.getPhase() != Phase.CLOSED)
          .collect(Collectors.groupingBy(TerminalRow::getOwner, Collectors.counting()));
    }
  }
}
