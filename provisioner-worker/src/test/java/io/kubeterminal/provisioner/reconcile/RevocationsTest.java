package io.kubeterminal.provisioner.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.provisioner.cluster.TokenVerdict;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.CredentialVersion;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When a terminal ends because its token did. */
class RevocationsTest {

  private static final Duration INTERVAL = Duration.ofMinutes(1);
  private static final String TOKEN = "not-a-real-token";

  private final ManualClock clock = new ManualClock();
  private final FakeCluster cluster = new FakeCluster(clock);
  private final List<SpecificRecord> events = new ArrayList<>();
  private final Rows rows = new Rows(() -> Fixtures.PARTITIONS, partition -> true);
  private final UUID id = UUID.randomUUID();
  private final TerminalRow ready =
      Fixtures.ready(Fixtures.requested(id, clock.instant()), new Endpoint("10.0.0.1", 8080));
  private boolean kafkaDown;
  private Revocations revocations;

  @BeforeEach
  void start() {
    revocations =
        new Revocations(
            cluster,
            Fixtures.OPENER,
            this::append,
            rows,
            new RevocationSettings(true, INTERVAL),
            clock,
            Runnable::run,
            new ReconcileMeters(new SimpleMeterRegistry()));
    for (int partition = 0; partition < Fixtures.PARTITIONS; partition++) {
      rows.own(partition);
    }
    put(ready);
  }

  private CompletionStage<Void> append(UUID terminalId, SpecificRecord event) {
    if (kafkaDown) {
      return CompletableFuture.failedFuture(new IllegalStateException("planted"));
    }
    events.add(event);
    return CompletableFuture.completedFuture(null);
  }

  private void put(TerminalRow row) {
    rows.put(Fixtures.partition(row.getTerminalId()), row.getTerminalId(), row);
  }

  private void pass(Duration time) {
    for (long second = 0; second < time.toSeconds(); second++) {
      revocations.tick();
      clock.pass(Duration.ofSeconds(1));
    }
    revocations.tick();
  }

  @Test
  void a_token_that_is_accepted_is_reviewed_once_an_interval_and_ends_nothing() {
    pass(INTERVAL.multipliedBy(10));
    assertThat(cluster.reviews).isBetween(10, 11);
    assertThat(events).isEmpty();
  }

  @Test
  void a_token_refused_twice_ends_its_terminal_within_an_interval_and_five_seconds() {
    cluster.verdicts.put(TOKEN, TokenVerdict.REFUSED);
    pass(INTERVAL.plusSeconds(6));
    assertThat(events)
        .singleElement()
        .isInstanceOfSatisfying(
            TerminalCloseRequested.class,
            close -> {
              assertThat(close.getReason()).isEqualTo(EndReason.TOKEN_REVOKED);
              assertThat(close.getRequestedBy()).isEqualTo("provisioner");
              assertThat(close.getTerminalId()).isEqualTo(id);
              assertThat(close.getSealedVersion())
                  .isEqualTo(CredentialVersion.of(ready.getSealedCredential()));
            });
    assertThat(cluster.reviews).isEqualTo(2);
  }

  @Test
  void one_refusal_alone_ends_nothing() {
    cluster.verdicts.put(TOKEN, TokenVerdict.REFUSED);
    while (cluster.reviews == 0) {
      pass(Duration.ofSeconds(1));
    }
    cluster.verdicts.clear();
    pass(INTERVAL);
    cluster.verdicts.put(TOKEN, TokenVerdict.REFUSED);
    int before = cluster.reviews;
    while (cluster.reviews == before) {
      pass(Duration.ofSeconds(1));
    }
    assertThat(events).isEmpty();
  }

  @Test
  void an_api_server_that_is_away_or_cannot_tell_decides_nothing() {
    cluster.down = true;
    pass(INTERVAL.multipliedBy(3));
    cluster.down = false;
    cluster.verdicts.put(TOKEN, TokenVerdict.UNKNOWN);
    pass(INTERVAL.multipliedBy(3));
    assertThat(events).isEmpty();
    assertThat(cluster.reviews).isBetween(6, 7);
  }

  @Test
  void a_token_that_was_renewed_meanwhile_is_another() {
    cluster.verdicts.put(TOKEN, TokenVerdict.REFUSED);
    while (cluster.reviews == 0) {
      pass(Duration.ofSeconds(1));
    }
    put(Fixtures.renewed(ready, "another"));
    pass(INTERVAL.multipliedBy(3));
    assertThat(events).isEmpty();
  }

  @Test
  void only_ready_terminals_with_a_token_are_reviewed() {
    TerminalRow kubeconfig = TerminalRow.newBuilder(ready).build();
    kubeconfig.setCredentialKind(CredentialKind.KUBECONFIG);
    for (TerminalRow row :
        List.of(
            kubeconfig,
            Fixtures.requested(id, clock.instant()),
            Fixtures.in(ready, Phase.CLOSING),
            Fixtures.in(ready, Phase.FAILED))) {
      put(row);
      pass(INTERVAL.multipliedBy(2));
    }
    assertThat(cluster.reviews).isZero();
  }

  @Test
  void the_reviews_of_many_are_spread_over_the_interval() {
    for (int i = 0; i < 600; i++) {
      put(Fixtures.ready(Fixtures.requested(UUID.randomUUID(), clock.instant()), null));
    }
    int most = 0;
    for (long second = 0; second < INTERVAL.toSeconds(); second++) {
      int before = cluster.reviews;
      pass(Duration.ofSeconds(1));
      most = Math.max(most, cluster.reviews - before);
    }
    assertThat(most).isLessThan(40);
    assertThat(cluster.reviews).isBetween(590, 660);
  }

  @Test
  void an_end_that_could_not_be_written_is_written_later() {
    cluster.verdicts.put(TOKEN, TokenVerdict.REFUSED);
    kafkaDown = true;
    pass(INTERVAL.multipliedBy(2));
    kafkaDown = false;
    pass(INTERVAL);
    assertThat(events).hasSizeBetween(1, 2);
  }
}
