package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequest;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.kubeterminal.provisioner.cluster.ClusterFixture;
import io.kubeterminal.provisioner.cluster.TokenVerdict;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.ClusterTest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** A real token, and what becomes of its terminal when the cluster takes it no more. */
@ClusterTest
class RevocationIT {

  private static final String USER = "ann";

  @Test
  void a_deleted_service_account_ends_its_terminal() throws Exception {
    try (ClusterFixture fixture = new ClusterFixture()) {
      String token = token(fixture);
      assertThat(fixture.cluster.review(token)).isEqualTo(TokenVerdict.ACCEPTED);
      assertThat(fixture.cluster.review("not-a-real-token")).isEqualTo(TokenVerdict.REFUSED);

      UUID id = UUID.randomUUID();
      TerminalRow row =
          Fixtures.ready(
              Fixtures.renewed(Fixtures.requested(id, Instant.now()), token),
              new Endpoint("10.0.0.1", 8080));
      Rows rows = new Rows(() -> Fixtures.PARTITIONS, partition -> true);
      rows.own(Fixtures.partition(id));
      rows.put(Fixtures.partition(id), id, row);
      List<SpecificRecord> events = new CopyOnWriteArrayList<>();
      Revocations revocations =
          new Revocations(
              fixture.cluster,
              Fixtures.OPENER,
              (terminalId, event) -> {
                events.add(event);
                return CompletableFuture.<Void>completedFuture(null);
              },
              rows,
              new RevocationSettings(true, Duration.ofSeconds(10)),
              Clock.systemUTC(),
              work -> Thread.ofVirtual().start(work),
              new ReconcileMeters(new SimpleMeterRegistry()));
      await()
          .during(Duration.ofSeconds(12))
          .atMost(Duration.ofSeconds(14))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                revocations.tick();
                return events.isEmpty();
              });

      fixture.kubectl.serviceAccounts().inNamespace(fixture.namespace).withName(USER).delete();

      // Two reviews 5 s apart, and the API server remembers a good token for 10 s.
      await()
          .atMost(Duration.ofSeconds(40))
          .pollInterval(Duration.ofMillis(500))
          .until(
              () -> {
                revocations.tick();
                return !events.isEmpty();
              });
      TerminalCloseRequested close = (TerminalCloseRequested) events.getFirst();
      assertThat(close.getReason()).isEqualTo(EndReason.TOKEN_REVOKED);
      assertThat(close.getRequestedBy()).isEqualTo("provisioner");
    }
  }

  private static String token(ClusterFixture fixture) {
    var accounts = fixture.kubectl.serviceAccounts().inNamespace(fixture.namespace);
    accounts
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName(USER).endMetadata().build())
        .create();
    TokenRequest request =
        accounts
            .withName(USER)
            .tokenRequest(
                new TokenRequestBuilder()
                    .withNewSpec()
                    .withExpirationSeconds(3_600L)
                    .endSpec()
                    .build());
    return request.getStatus().getToken();
  }
}
