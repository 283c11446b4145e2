package io.kubeterminal.provisioner;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.kubeterminal.provisioner.cluster.ClusterFixture;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Heartbeat;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalClosed;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalReady;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.sealing.SealingKeys;
import io.kubeterminal.sealing.ShellKeys;
import io.kubeterminal.testing.ClusterTest;
import io.kubeterminal.testing.KafkaFixture;
import io.kubeterminal.testing.KafkaTest;
import io.kubeterminal.testing.RawRecords;
import io.kubeterminal.topic.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both halves of the worker together, between a real Kafka and a real Kubernetes. */
@KafkaTest
@ClusterTest
class ProvisionerIT {

  @TempDir Path keys;

  @Test
  void a_request_in_the_log_becomes_a_terminal_and_a_close_ends_it(KafkaFixture kafka)
      throws Exception {
    SealingKeys.generateInto(keys);
    ShellKeys.generateInto(keys);
    Sealer sealer = new Sealer(SealingKeys.read(keys.resolve(SealingKeys.PUBLIC_FILE)));
    UUID id = UUID.randomUUID();
    try (ClusterFixture cluster = new ClusterFixture();
        RawRecords records = new RawRecords(kafka);
        var worker =
            ProvisionerWorker.application()
                .run(
                    "--server.port=0",
                    "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                    "--spring.kafka.properties.schema.registry.url=" + kafka.registryUrl(),
                    "--terminal.sealing.private-keys=" + keys.resolve(SealingKeys.PRIVATE_FILE),
                    "--terminal.ttyd.key-file=" + keys.resolve(ShellKeys.FILE),
                    "--terminal.provisioner.manifest.namespace=" + cluster.namespace,
                    "--terminal.provisioner.manifest.image=" + ClusterFixture.IMAGE)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .ignoreExceptions()
          .untilAsserted(
              () -> {
                records.send(
                    Topics.TERMINAL_EVENTS.name(),
                    id.toString(),
                    TerminalRequested.newBuilder()
                        .setTerminalId(id)
                        .setOwner("fanux")
                        .setCredentialKind(CredentialKind.TOKEN)
                        .setSealedCredential(sealer.seal(id, "t"))
                        .setRequestedAt(Instant.now())
                        .build());
              });
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(has(records, id, TerminalReady.class)).isTrue());
      records.send(
          Topics.TERMINAL_HEARTBEATS.name(), id.toString(), new Heartbeat(id, Instant.now()));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          cluster
                              .kubectl
                              .apps()
                              .deployments()
                              .inNamespace(cluster.namespace)
                              .withName("terminal-" + id)
                              .require()
                              .getMetadata()
                              .getAnnotations())
                      .containsKey("LastHeartbeat"));
      SealingKeys.rotateIn(keys);
      String renewed =
          new Sealer(SealingKeys.read(keys.resolve(SealingKeys.PUBLIC_FILE))).seal(id, "another");
      records.send(
          Topics.TERMINAL_EVENTS.name(),
          id.toString(),
          new TerminalCredentialRenewed(id, CredentialKind.TOKEN, renewed, "fanux", Instant.now()));
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(
                          cluster
                              .kubectl
                              .secrets()
                              .inNamespace(cluster.namespace)
                              .withName("terminal-" + id)
                              .require()
                              .getData())
                      .containsEntry("token", base64("another"))
                      .containsKey("ttyd-credential"));
      records.send(
          Topics.TERMINAL_EVENTS.name(),
          id.toString(),
          new TerminalCloseRequested(id, EndReason.USER, "fanux", Instant.now(), null));
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(has(records, id, TerminalClosed.class)).isTrue());
      assertThat(
              cluster
                  .kubectl
                  .secrets()
                  .inNamespace(cluster.namespace)
                  .withName("terminal-" + id)
                  .get())
          .isNull();
    }
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  private static boolean has(RawRecords records, UUID id, Class<?> type) {
    return records.read(Topics.TERMINAL_EVENTS.name()).stream()
        .anyMatch(entry -> entry.key().equals(id.toString()) && type.isInstance(entry.value()));
  }
}
