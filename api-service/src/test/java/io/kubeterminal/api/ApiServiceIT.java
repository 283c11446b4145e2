package io.kubeterminal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.api.RunningApi.Answer;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.Beacon;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.Opener;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import io.kubeterminal.testing.RawRecords;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The api-service on a real Kafka and registry; the test is the provisioner. */
@KafkaTest
class ApiServiceIT {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String ALL = "/api/v1/terminals";
  private static final String BODY = "{\"user\": \"fanux\", \"token\": \"s3cr3t-t0ken\"}";

  @TempDir static Path folder;
  private static RawRecords topics;
  private static RunningApi api;

  @BeforeAll
  static void start(KafkaFixture kafka) {
    topics = new RawRecords(kafka);
    api = RunningApi.start(kafka, folder, "--terminal.api.beacon-period=1s");
    await().atMost(PATIENCE).until(api::ready);
  }

  @AfterAll
  static void stop() {
    api.close();
    topics.close();
  }

  @Test
  void aTerminalIsAnsweredWhenItIsReady() throws Exception {
    CompletableFuture<Answer> answer = api.postLater(ALL, BODY);
    TerminalRequested request = awaitRequest("fanux", answer);
    assertThat(request.getRequestFingerprint()).isNull();
    assertThat(request.getTtlSeconds()).isEqualTo(600);
    assertThat(
            new Opener(SealingKeys.read(folder.resolve(SealingKeys.PRIVATE_FILE)))
                .open(request.getTerminalId(), request.getSealedCredential()))
        .isEqualTo("s3cr3t-t0ken");
    UUID id = request.getTerminalId();
    write(ViewFeed.requested(id));
    assertThat(answer).isNotDone();
    write(ViewFeed.ready(id));
    Answer created = answer.get(20, TimeUnit.SECONDS);
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("Location")).isEqualTo(ALL + "/" + id);
    assertThat(created.text("terminalId")).isEqualTo(id.toString());
    assertThat(created.text("endPoint")).isEqualTo("10.1.2.3:30080");
    assertThat(created.text("url")).isEqualTo("http://10.1.2.3:30080/");
    assertThat(created.text("state")).isEqualTo("READY");
    assertThat(created.response().body()).doesNotContain("s3cr3t");
    assertThat(api.get(created.header("Location")).json()).isEqualTo(created.json());
  }

  @Test
  void aTerminalThatIsNotReadyInTimeIsAcceptedAndFoundAtOnce() {
    Answer accepted = api.post(ALL, BODY, "Prefer", "wait=0");
    assertThat(accepted.status()).isEqualTo(202);
    assertThat(accepted.header("Retry-After")).isEqualTo("2");
    assertThat(accepted.text("state")).isEqualTo("REQUESTED");
    // No provisioner has written its row: still it is known where it was asked for.
    assertThat(api.get(accepted.header("Location")).status()).isEqualTo(200);
    assertThat(requests("fanux"))
        .extracting(request -> request.getTerminalId().toString())
        .contains(accepted.text("terminalId"));
  }

  @Test
  void aTerminalThatFailsSaysWhy() throws Exception {
    CompletableFuture<Answer> answer = api.postLater(ALL, BODY.replace("fanux", "fails"));
    UUID id = awaitRequest("fails", answer).getTerminalId();
    write(ViewFeed.failed(id, EndReason.IMAGE_PULL, "no such image"));
    Answer failed = answer.get(20, TimeUnit.SECONDS);
    assertThat(failed.status()).isEqualTo(502);
    assertThat(failed.text("reason")).isEqualTo("IMAGE_PULL");
    assertThat(failed.text("message")).isEqualTo("no such image");
    assertThat(failed.text("terminalId")).isEqualTo(id.toString());
  }

  @Test
  void aRetryNamesTheSameTerminalAndIsWrittenOnce() {
    String body = BODY.replace("fanux", "retries");
    Answer first = api.post(ALL, body, "Prefer", "wait=0", "Idempotency-Key", "k 1");
    Answer again = api.post(ALL, body, "Prefer", "wait=0", "Idempotency-Key", "k 1");
    assertThat(List.of(first.status(), again.status())).containsOnly(202);
    assertThat(again.text("terminalId")).isEqualTo(first.text("terminalId"));
    assertThat(requests("retries")).hasSize(1);
    Answer other =
        api.post(ALL, body.replace("}", ",\"ttlSeconds\":60}"), "Idempotency-Key", "k 1");
    assertThat(other.status()).isEqualTo(409);
    assertThat(other.text("code")).isEqualTo("idempotency-conflict");
    assertThat(requests("retries")).hasSize(1);
  }

  @Test
  void ofTwoRequestsWithOneKeyTheLogDecides() throws Exception {
    CompletableFuture<Answer> answer =
        api.postLater(ALL, BODY.replace("fanux", "races"), "Idempotency-Key", "race");
    TerminalRequested request = awaitRequest("races", answer);
    // Another replica's request with another body came first; this is the row of that one.
    TerminalRow others = ViewFeed.ready(request.getTerminalId());
    others.setOwner("races");
    others.setRequestFingerprint("f".repeat(64));
    write(others);
    assertThat(answer.get(20, TimeUnit.SECONDS).status()).isEqualTo(409);
  }

  @Test
  void aBeatIsInTheTopicBeforeItIsAnswered() {
    UUID id = UUID.randomUUID();
    writeAndAwait(ViewFeed.ready(id));
    assertThat(api.beat(id).status()).isEqualTo(204);
    ConsumerRecord<String, SpecificRecord> beat =
        topics.readRecords("terminal-heartbeats").stream()
            .filter(record -> record.key().equals(id.toString()))
            .findFirst()
            .orElseThrow();
    assertThat(((Heartbeat) beat.value()).getTerminalId()).isEqualTo(id);
    Instant appended = Instant.ofEpochMilli(beat.timestamp());
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(api.get(ALL + "/" + id).text("lastHeartbeat"))
                    .isEqualTo(appended.toString()));
  }

  @Test
  void aBeatForTheUnknownOrTheEndedIsRefused() {
    assertThat(api.beat(UUID.randomUUID()).status()).isEqualTo(404);
    UUID id = UUID.randomUUID();
    writeAndAwait(ViewFeed.closed(id, EndReason.IDLE));
    Answer gone = api.beat(id);
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.text("reason")).isEqualTo("IDLE");
    topics.send("terminals", id.toString(), null);
    await().atMost(PATIENCE).until(() -> api.beat(id).status() == 404);
    assertThat(topics.read("terminal-heartbeats"))
        .noneMatch(record -> record.key().equals(id.toString()));
  }

  @Test
  void anEndIsWrittenAsTheOwnersWish() {
    UUID id = UUID.randomUUID();
    writeAndAwait(ViewFeed.ready(id));
    assertThat(api.delete(ALL + "/" + id).status()).isEqualTo(202);
    assertThat(topics.read("terminal-events"))
        .filteredOn(record -> record.key().equals(id.toString()))
        .singleElement()
        .satisfies(
            record -> {
              TerminalCloseRequested close = (TerminalCloseRequested) record.value();
              assertThat(close.getReason()).isEqualTo(EndReason.USER);
              assertThat(close.getRequestedBy()).isEqualTo("fanux");
            });
    writeAndAwait(ViewFeed.closed(id, EndReason.USER));
    assertThat(api.delete(ALL + "/" + id).status()).isEqualTo(204);
  }

  @Test
  void aStreamTellsEveryChangeUntilTheEnd() throws Exception {
    UUID id = UUID.randomUUID();
    writeAndAwait(ViewFeed.requested(id));
    BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    CompletableFuture<Void> stream =
        HttpClient.newHttpClient()
            .sendAsync(api.asked(ALL + "/" + id + "/events").build(), BodyHandlers.ofLines())
            .thenAccept(response -> response.body().forEach(lines::add));
    awaitEvent(lines, "state");
    TerminalRow ready = ViewFeed.ready(id);
    write(ready);
    awaitEvent(lines, "ready");
    ready.setExpiringAt(Instant.now());
    write(ready);
    assertThat(awaitEvent(lines, "expiring")).contains("\"expiring\":true", "\"expiresAt\":");
    assertThat(api.beat(id).status()).isEqualTo(204);
    awaitEvent(lines, "kept");
    write(ViewFeed.closing(id, EndReason.IDLE));
    assertThat(awaitEvent(lines, "closing")).contains("\"reason\":\"IDLE\"");
    write(ViewFeed.closed(id, EndReason.IDLE));
    awaitEvent(lines, "closed");
    assertThat(stream).succeedsWithin(PATIENCE);
  }

  @Test
  void everyPartitionIsToldSinceWhenItIsListenedTo() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              for (int partition = 0; partition < 3; partition++) {
                List<ConsumerRecord<String, SpecificRecord>> beacons = beacons(partition);
                assertThat(beacons).hasSizeGreaterThan(2);
                assertThat(beacons)
                    .extracting(beacon -> ((Beacon) beacon.value()).getSince())
                    .containsExactlyElementsOf(chain(beacons));
              }
            });
  }

  /** What an unbroken chain says: nothing at first, and from then on when that was. */
  private static List<Instant> chain(List<ConsumerRecord<String, SpecificRecord>> beacons) {
    Instant begin = Instant.ofEpochMilli(beacons.getFirst().timestamp());
    List<Instant> since = new ArrayList<>(Collections.nCopies(beacons.size(), begin));
    since.set(0, null);
    return since;
  }

  /** Of the service that runs now: services of other tests may have used this broker before. */
  private static List<ConsumerRecord<String, SpecificRecord>> beacons(int partition) {
    List<ConsumerRecord<String, SpecificRecord>> all =
        topics.readRecords("terminal-heartbeats").stream()
            .filter(record -> record.partition() == partition && record.key().startsWith("beacon:"))
            .toList();
    assertThat(all).isNotEmpty();
    String replica = all.getLast().key();
    return all.stream().filter(record -> record.key().equals(replica)).toList();
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedWhileItIsRead() {
    InputStream endless =
        new InputStream() {
          private int sent;

          @Override
          public int read() {
            return sent++ < 1_000_000 ? ' ' : -1;
          }
        };
    // Chunked: no Content-Length says beforehand how long it is.
    Answer answer =
        api.send(
            api.asked(ALL)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofInputStream(() -> endless)));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text("code")).isEqualTo("body-too-large");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /api/v1/terminals/..%2f..%2fetc HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/v1/../../etc HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a\\b HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /a<b> HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: x y\r\n\r\n",
        "TRACE /api/v1/terminals HTTP/1.1\r\nHost: x\r\n\r\n",
        "BREW /api/v1/terminals HTTP/1.1\r\nHost: x\r\n\r\n",
        "GET /api/v1/terminals?limit=%zz HTTP/1.1\r\nHost: x\r\n\r\n",
        "POST /api/v1/terminals HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
            + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
      })
  void whatIsNotEvenHttpIsAProblemWithoutAnEcho(String request) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", api.port())) {
      socket.setSoTimeout(10_000);
      String known =
          request.replace("Host: x\r\n", "Host: x\r\nAuthorization: " + RunningApi.BEARER + "\r\n");
      socket.getOutputStream().write(known.getBytes(StandardCharsets.US_ASCII));
      socket.shutdownOutput();
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 4");
      assertThat(answer)
          .contains("application/problem+json")
          .doesNotContain("etc", "<", "Apache", "xception", "at org.");
    }
  }

  @Test
  void theServiceTellsHowItIs() {
    assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
    assertThat(api.get("/openapi.yaml").response().body()).startsWith("openapi: 3.1.0");
    assertThat(api.get("/.well-known/jwks.json").json().at("/keys/0/kty").asString())
        .isEqualTo("EC");
    for (String metric :
        List.of(
            "terminal.api.published",
            "terminal.api.view.lag",
            "terminal.api.view.terminals",
            "terminal.api.view.unreadable",
            "terminal.api.streams",
            "terminal.api.waiting")) {
      assertThat(api.get("/actuator/metrics/" + metric).status()).as(metric).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/, 200",
    "/index.html, 200",
    "/.well-known/jwks.json, 200",
    "/api/v1/sign-in, 200",
    "/actuator/health, 200",
    "/actuator/health/readiness, 200",
    "/actuator, 401",
    "/actuator/metrics, 401",
    "/actuator/info, 401",
    "/actuator/env, 401",
    "/actuator/health/../metrics, 401",
    "/assets/../actuator/metrics, 404",
    "/assets/..;/actuator/metrics, 404",
    "/actuator;x=1/metrics, 401",
    "/openapi.yaml, 401",
    "/asyncapi.yaml, 401",
    "/api/v1/choices, 401",
    "/api/v1/terminals, 401",
    "/api;x=1/v1/terminals, 401",
    "//api/v1/terminals, 404",
    "/error, 404",
    "/nowhere, 404",
  })
  void aStrangerGetsWhatIsPublicAndNothingElse(String path, int status) throws Exception {
    try (Socket socket = new Socket("127.0.0.1", api.port())) {
      socket.setSoTimeout(10_000);
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 " + status).contains("nosniff");
      // Of its health a stranger learns the parts and how they are, and no numbers.
      assertThat(answer).doesNotContain("\"details\"");
    }
  }

  private static String awaitEvent(BlockingQueue<String> lines, String name) throws Exception {
    while (true) {
      String line = lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertThat(line).as("the event " + name).isNotNull();
      if (line.equals("event: " + name)) {
        return lines.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      }
    }
  }

  private static TerminalRequested awaitRequest(String user, CompletableFuture<Answer> answer) {
    return await()
        .atMost(PATIENCE)
        .until(
            () -> {
              assertThat(answer).isNotDone();
              List<TerminalRequested> all = requests(user);
              return all.isEmpty() ? null : all.getLast();
            },
            found -> found != null);
  }

  private static List<TerminalRequested> requests(String user) {
    return topics.read("terminal-events").stream()
        .flatMap(
            record ->
                record.value() instanceof TerminalRequested request
                    ? Stream.of(request)
                    : Stream.empty())
        .filter(request -> user.equals(request.getDisplayName()))
        .toList();
  }

  private static void write(TerminalRow row) {
    topics.send("terminals", row.getTerminalId().toString(), row);
  }

  private static void writeAndAwait(TerminalRow row) {
    write(row);
    Phase phase = row.getPhase();
    await()
        .atMost(PATIENCE)
        .until(() -> api.get(ALL + "/" + row.getTerminalId()).text("state").equals(phase.name()));
  }
}
