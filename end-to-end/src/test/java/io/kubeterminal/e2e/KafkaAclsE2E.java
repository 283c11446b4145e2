package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.e2e.WatchedAuthorizer.Asked;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topic;
import io.kubeterminal.topic.TopicCreation;
import io.kubeterminal.topic.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of docs/acls.md and the settings of docs/running.md, as they stand there, on a Kafka
 * with TLS, logins and an authorizer: with them the services do all their work, and without any one
 * of them they would not.
 */
@ClusterTest
class KafkaAclsE2E {

  private static final int TTL_SECONDS = 60;
  private static final Duration SHORTLY = Duration.ofSeconds(60);

  /** Whom this story is about; what another block of the document allows is not judged here. */
  private static final List<String> USERS = List.of("api", "provisioner", "reaper", "other");

  /** What Kafka says to a client, and the client to its log. */
  private static final Pattern REFUSAL =
      Pattern.compile("AuthorizationException|[Nn]ot authorized|AUTHORIZATION_FAILED");

  @TempDir private Path folder;

  @Test
  void theServicesDoTheirWorkWithWhatTheDocumentsSayAndNoMore() throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        GuardedKafka kafka = GuardedKafka.start(Files.createDirectory(folder.resolve("kafka")));
        GuardedServices services = new GuardedServices(folder, namespace, kafka)) {
      followTheDocument(kafka);
      services.start();
      tellTheStory(namespace, kafka, services);
      services.close();

      assertThat(REFUSAL.matcher(services.logs()).results().map(MatchResult::group)).isEmpty();
      Set<Asked> asked = WatchedAuthorizer.asked();
      assertNothingWasRefused(asked);
      assertEveryAclWasNeeded(kafka.acls(), asked);
      assertTheRestIsRefused(kafka);
    }
  }

  private static void followTheDocument(GuardedKafka kafka) throws Exception {
    kafka.run(KafkaDocuments.topicCommands());
    List<String> topics = Topics.ALL.stream().map(Topic::name).toList();
    await("the broker knows the topics")
        .atMost(SHORTLY)
        .until(() -> kafka.admin().listTopics().names().get().containsAll(topics));
    assertThat(new TopicCreation(kafka.admin(), Topics.DEFAULT_PARTITIONS).ensure(Topics.ALL))
        .as("what the services would have made otherwise")
        .isEmpty();
    List<String> commands = KafkaDocuments.aclCommands();
    kafka.run(commands);
    int operations = String.join(" ", commands).split("--operation ", -1).length - 1;
    await("the broker knows the ACLs, and none was said twice")
        .atMost(SHORTLY)
        .until(() -> kafka.acls().size() == operations);
    assertThat(KafkaDocuments.principals()).containsAll(USERS);
    for (String user : USERS) {
      kafka.addUser(user);
    }
  }

  private static void tellTheStory(
      TestNamespace namespace, GuardedKafka kafka, GuardedServices services) throws Exception {
    SeedClient client = new SeedClient(services.api(), namespace.viewerToken("fanux"));
    try (RawRecords admin = new RawRecords(kafka.adminSettings());
        RawRecords other = new RawRecords(kafka.clientSettings("other"));
        Follower follower = new Follower(kafka.clientSettings("other"), "other-follower")) {
      String silent = open(client, namespace);
      openBeatAndClose(client, namespace, follower);
      openBeatAndCloseByKafkaAlone(
          other, follower, services.sealer(), namespace.viewerToken("ann"));
      assertDeadLetter(admin, other, Topics.TERMINAL_EVENTS);
      assertDeadLetter(admin, other, Topics.TERMINAL_HEARTBEATS);
      assertDeadLetter(admin, admin, Topics.TERMINALS);
      assertABeatWithoutATerminalIsCleared(admin, other);
      // Whoever starts again reads what he kept in Kafka.
      services.startAgain("provisioner");
      services.startAgain("reaper");
      assertThat(follower.until(silent, "TerminalClosed", Duration.ofSeconds(TTL_SECONDS + 30)))
          .containsSubsequence(
              "TerminalRequested",
              "TerminalReady",
              "TerminalExpiring",
              "TerminalExpired",
              "TerminalClosed");
      assertThat(other.readBytes(Topics.TERMINALS.name()))
          .anyMatch(row -> silent.equals(new String(row.key(), UTF_8)));
    }
  }

  /** Asks again under the same key while the cluster is too busy to say who calls. */
  private static String open(SeedClient client, TestNamespace namespace) {
    Map<String, Object> body = Map.of("namespace", namespace.name(), "ttlSeconds", TTL_SECONDS);
    Map<String, String> key = Map.of("Idempotency-Key", UUID.randomUUID().toString());
    SeedClient.Answer created =
        await("an answer that is final")
            .atMost(SHORTLY)
            .until(() -> client.create("fanux", body, key), answer -> answer.status() != 503);
    assertThat(created.status()).as(created.body().toString()).isIn(200, 201, 202);
    return created.text("terminalId");
  }

  private static void openBeatAndClose(
      SeedClient client, TestNamespace namespace, Follower follower) {
    String id = open(client, namespace);
    follower.until(id, "TerminalReady", SHORTLY);
    assertThat(client.beat(id).status()).isEqualTo(204);
    await("the beat is mirrored")
        .atMost(SHORTLY)
        .until(() -> namespace.lastHeartbeat(id), seconds -> !seconds.isEmpty());
    assertThat(client.delete(id).status()).isBetween(200, 299);
    follower.until(id, "TerminalClosed", SHORTLY);
  }

  private static void openBeatAndCloseByKafkaAlone(
      RawRecords other, Follower follower, Sealer sealer, String token) {
    UUID id = UUID.randomUUID();
    String key = id.toString();
    other.send(
        Topics.TERMINAL_EVENTS.name(),
        key,
        TerminalRequested.newBuilder()
            .setTerminalId(id)
            .setOwner("ann")
            .setCredentialKind(CredentialKind.TOKEN)
            .setSealedCredential(sealer.seal(id, token))
            .setRequestedAt(Instant.now())
            .build());
    follower.until(key, "TerminalReady", SHORTLY);
    other.send(Topics.TERMINAL_HEARTBEATS.name(), key, new Heartbeat(id, Instant.now()));
    other.send(
        Topics.TERMINAL_EVENTS.name(),
        key,
        new TerminalCloseRequested(id, EndReason.USER, "other", Instant.now(), null));
    follower.until(key, "TerminalClosed", SHORTLY);
  }

  private static void assertDeadLetter(RawRecords admin, RawRecords writer, Topic topic) {
    String text = "no record of " + topic.name();
    writer.sendBytes(topic.name(), randomKey(), text.getBytes(UTF_8));
    await(text)
        .atMost(SHORTLY)
        .until(
            () -> admin.readBytes(topic.deadLetters().name()),
            letters ->
                letters.stream()
                    .anyMatch(letter -> text.equals(new String(letter.value(), UTF_8))));
  }

  private static void assertABeatWithoutATerminalIsCleared(RawRecords admin, RawRecords other) {
    UUID id = UUID.randomUUID();
    String topic = Topics.TERMINAL_HEARTBEATS.name();
    other.send(topic, id.toString(), new Heartbeat(id, Instant.now()));
    await("its tombstone")
        .atMost(SHORTLY)
        .until(
            () -> admin.readBytes(topic),
            records ->
                records.stream()
                    .anyMatch(
                        record ->
                            record.value() == null
                                && id.toString().equals(new String(record.key(), UTF_8))));
  }

  private static byte[] randomKey() {
    return UUID.randomUUID().toString().getBytes(UTF_8);
  }

  private static void assertNothingWasRefused(Set<Asked> asked) {
    assertThat(asked).filteredOn(one -> isOurs(one.principal())).isNotEmpty();
    assertThat(asked)
        .filteredOn(one -> isOurs(one.principal()) && one.told() && !one.allowed())
        .isEmpty();
  }

  private static void assertEveryAclWasNeeded(List<AclBinding> acls, Set<Asked> asked) {
    List<AclBinding> ours = acls.stream().filter(acl -> isOurs(acl.entry().principal())).toList();
    List<Asked> theirs = asked.stream().filter(one -> isOurs(one.principal())).toList();
    assertThat(WatchedAuthorizer.needless(ours, theirs)).isEmpty();

    AclBinding planted =
        new AclBinding(
            new ResourcePattern(ResourceType.TOPIC, Topics.TERMINALS.name(), PatternType.LITERAL),
            new AccessControlEntry(
                "User:reaper", "*", AclOperation.WRITE, AclPermissionType.ALLOW));
    List<AclBinding> more = new ArrayList<>(ours);
    more.add(planted);
    assertThat(WatchedAuthorizer.needless(more, theirs)).containsExactly(planted);
  }

  private static boolean isOurs(String principal) {
    return USERS.stream().anyMatch(user -> principal.equals("User:" + user));
  }

  private static void assertTheRestIsRefused(GuardedKafka kafka) {
    for (String user : List.of("api", "reaper", "other")) {
      assertRefusedToWrite(kafka, user, Topics.TERMINALS);
    }
    assertRefusedToWrite(kafka, "other", Topics.TERMINAL_EVENTS.deadLetters());
    assertRefusedToRead(kafka, "api", Topics.TERMINAL_EVENTS);
    assertRefusedToRead(kafka, "reaper", Topics.TERMINAL_EVENTS);
    assertRefusedToRead(kafka, "other", Topics.TERMINAL_HEARTBEATS);
    assertRefusedToRead(kafka, "other", Topics.TERMINAL_EVENTS.deadLetters());
    for (String group : List.of("kube-terminal-provisioner", "kube-terminal-reaper", "another")) {
      try (Follower follower = new Follower(kafka.clientSettings("other"), group)) {
        assertThatThrownBy(() -> follower.until("", "", SHORTLY))
            .isInstanceOf(GroupAuthorizationException.class);
      }
    }
  }

  private static void assertRefusedToWrite(GuardedKafka kafka, String user, Topic topic) {
    try (RawRecords records = new RawRecords(kafka.clientSettings(user))) {
      assertThatThrownBy(() -> records.sendBytes(topic.name(), randomKey(), new byte[1]))
          .as("%s writes to %s", user, topic.name())
          .rootCause()
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }

  private static void assertRefusedToRead(GuardedKafka kafka, String user, Topic topic) {
    try (RawRecords records = new RawRecords(kafka.clientSettings(user))) {
      assertThatThrownBy(() -> records.readBytes(topic.name()))
          .as("%s reads %s", user, topic.name())
          .isInstanceOf(TopicAuthorizationException.class);
    }
  }
}
