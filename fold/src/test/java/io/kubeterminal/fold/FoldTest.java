package io.kubeterminal.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.schema.TerminalFailed;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.CredentialVersion;
import io.kubeterminal.testing.Events;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the fold writes into a row. */
class FoldTest {

  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");

  @Test
  void aRequestIsCopiedAndTimedByTheBroker() {
    TerminalRow row = fold(Events.requested(ID));

    assertThat(row)
        .isEqualTo(
            TerminalRow.newBuilder()
                .setTerminalId(ID)
                .setPhase(Phase.REQUESTED)
                .setOwner("fanux")
                .setNamespace("team-a")
                .setCredentialKind(CredentialKind.TOKEN)
                .setSealedCredential(Events.SEALED)
                .setImage("docker.io/fanux/kube-ttyd:latest")
                .setTtlSeconds(120)
                .setDisplayName("fan")
                .setLifetimeSeconds(3_600)
                .setRequestFingerprint("0123456789abcdef".repeat(4))
                .setRequestedAt(at(0))
                .build());
  }

  @Test
  void aSecondRequestIsIgnoredEvenOfAnotherOwner() {
    TerminalRequested other =
        TerminalRequested.newBuilder(Events.requested(ID)).setOwner("mallory").build();

    assertThat(fold(Events.requested(ID), other).getOwner()).isEqualTo("fanux");
    assertThat(
            fold(Events.requested(ID), Events.closeRequested(ID), Events.closed(ID), other)
                .getPhase())
        .isEqualTo(Phase.CLOSED);
  }

  @Test
  void aRenewedCredentialReplacesTheOneBeforeAndNothingElse() {
    TerminalRow ready = fold(Events.requested(ID), Events.ready(ID));

    assertThat(fold(Events.requested(ID), Events.ready(ID), Events.renewed(ID)))
        .isEqualTo(TerminalRow.newBuilder(ready).setSealedCredential(Events.RENEWED).build());
    assertThat(fold(Events.requested(ID), Events.renewed(ID)).getSealedCredential())
        .isEqualTo(Events.RENEWED);
  }

  @Test
  void aCredentialOfAnotherKindOrOneThatIsThereAlreadyIsIgnored() {
    TerminalRow row = fold(Events.requested(ID), Events.ready(ID), Events.renewed(ID));
    TerminalCredentialRenewed other = Events.renewed(ID);
    other.setCredentialKind(CredentialKind.KUBECONFIG);
    other.setSealedCredential(Events.SEALED);

    for (TerminalCredentialRenewed renewed : List.of(other, Events.renewed(ID))) {
      assertThat(Fold.fold(row, renewed, at(9)))
          .isEqualTo(new Folded.Ignored(Standing.READY, EventKind.CREDENTIAL_RENEWED));
    }
  }

  @Test
  void aCredentialThatComesAfterTheEndIsNotKept() {
    assertThat(
            fold(Events.requested(ID), Events.closeRequested(ID), Events.renewed(ID))
                .getSealedCredential())
        .isNull();
  }

  @Test
  void anEndOfACredentialThatWasRenewedMeanwhileIsIgnored() {
    TerminalRow ready = fold(Events.requested(ID), Events.ready(ID));
    TerminalRow renewed = fold(Events.requested(ID), Events.ready(ID), Events.renewed(ID));
    TerminalCloseRequested close = Events.closeRequested(ID);
    close.setSealedVersion(CredentialVersion.of(Events.SEALED));

    assertThat(Fold.fold(renewed, close, at(9)))
        .isEqualTo(new Folded.Ignored(Standing.READY, EventKind.CLOSE_REQUESTED));
    assertThat(Fold.fold(ready, close, at(9)))
        .isInstanceOfSatisfying(
            Folded.Changed.class,
            changed -> assertThat(changed.row().getPhase()).isEqualTo(Phase.CLOSING));
  }

  static Stream<Arguments> steps() {
    return Stream.of(
        arguments(List.of(), null),
        arguments(List.of(CreationStep.SCHEDULED), CreationStep.SCHEDULED),
        arguments(
            List.of(CreationStep.SCHEDULED, CreationStep.STARTED, CreationStep.IMAGE_PULLED),
            CreationStep.STARTED),
        arguments(
            List.of(CreationStep.IMAGE_PULLED, CreationStep.SCHEDULED), CreationStep.IMAGE_PULLED),
        arguments(List.of(CreationStep.UNKNOWN), null),
        arguments(List.of(CreationStep.SCHEDULED, CreationStep.UNKNOWN), CreationStep.SCHEDULED));
  }

  @ParameterizedTest
  @MethodSource("steps")
  void stepsGoOnlyForwardsAndMayBeSkipped(List<CreationStep> told, CreationStep reached) {
    TerminalRow row = fold(Events.requested(ID));
    for (CreationStep step : told) {
      if (Fold.fold(row, Events.progressed(ID, step), at(1)) instanceof Folded.Changed changed) {
        row = changed.row();
      }
    }

    assertThat(row.getProgress()).isEqualTo(reached);
    assertThat(row.getPhase()).isEqualTo(Phase.REQUESTED);
  }

  @Test
  void anEarlierOrTheSameStepIsIgnored() {
    TerminalRow row = fold(Events.requested(ID), Events.progressed(ID, CreationStep.IMAGE_PULLED));

    for (CreationStep step : List.of(CreationStep.IMAGE_PULLED, CreationStep.SCHEDULED)) {
      assertThat(Fold.fold(row, Events.progressed(ID, step), at(9)))
          .isEqualTo(new Folded.Ignored(Standing.REQUESTED, EventKind.PROGRESSED));
    }
  }

  @Test
  void aStepOfANewerVersionIsNotOvertaken() {
    TerminalRow row =
        TerminalRow.newBuilder(fold(Events.requested(ID)))
            .setProgress(CreationStep.UNKNOWN)
            .build();

    assertThat(Fold.fold(row, Events.progressed(ID, CreationStep.STARTED), at(9)))
        .isInstanceOf(Folded.Ignored.class);
  }

  @Test
  void theLastStepStaysWhenItAnswersOrFails() {
    SpecificRecord step = Events.progressed(ID, CreationStep.STARTED);

    assertThat(fold(Events.requested(ID), step, Events.ready(ID)).getProgress())
        .isEqualTo(CreationStep.STARTED);
    assertThat(fold(Events.requested(ID), step, Events.failed(ID)).getProgress())
        .isEqualTo(CreationStep.STARTED);
  }

  @Test
  void aMovedTerminalKeepsTheTimeItWasReadyFirst() {
    TerminalRow row = fold(Events.requested(ID), Events.ready(ID, 1), Events.ready(ID, 2));

    assertThat(row.getReadyAt()).isEqualTo(at(1));
    assertThat(row.getEndpoint()).isEqualTo(new Endpoint("10.0.0.1", 2));
  }

  @Test
  void beingReadyAtTheSameEndpointAgainIsIgnored() {
    TerminalRow row = fold(Events.requested(ID), Events.ready(ID));

    assertThat(Fold.fold(row, Events.ready(ID), at(9)))
        .isEqualTo(new Folded.Ignored(Standing.READY, EventKind.READY));
  }

  @Test
  void theNewestWarningCounts() {
    TerminalRow row =
        fold(Events.requested(ID), Events.ready(ID), Events.expiring(ID), Events.expiring(ID));

    assertThat(row.getExpiringAt()).isEqualTo(at(3));
    assertThat(row.getPhase()).isEqualTo(Phase.READY);
    assertThat(row.getReason()).isNull();
  }

  @Test
  void silenceClosesWithReasonIdleAndForgetsCredentialAndEndpoint() {
    TerminalRow row = fold(Events.requested(ID), Events.ready(ID), Events.expired(ID));

    assertThat(row.getPhase()).isEqualTo(Phase.CLOSING);
    assertThat(row.getReason()).isEqualTo(EndReason.IDLE);
    assertThat(row.getSealedCredential()).isNull();
    assertThat(row.getEndpoint()).isNull();
    assertThat(row.getReadyAt()).isEqualTo(at(1));
    assertThat(row.getEndedAt()).isNull();
  }

  @Test
  void theFirstReasonStays() {
    TerminalRow row =
        fold(
            Events.requested(ID),
            Events.ready(ID),
            Events.closeRequested(ID),
            Events.expired(ID),
            Events.failed(ID),
            Events.closed(ID));

    assertThat(row.getPhase()).isEqualTo(Phase.CLOSED);
    assertThat(row.getReason()).isEqualTo(EndReason.USER);
    assertThat(row.getMessage()).isNull();
    assertThat(row.getEndedAt()).isEqualTo(at(5));
  }

  @Test
  void aFailureKeepsReasonAndWordsAndForgetsTheCredential() {
    TerminalRow row = fold(Events.requested(ID), Events.ready(ID), Events.failed(ID));

    assertThat(row.getPhase()).isEqualTo(Phase.FAILED);
    assertThat(row.getReason()).isEqualTo(EndReason.IMAGE_PULL);
    assertThat(row.getMessage()).isEqualTo("no such image");
    assertThat(row.getEndedAt()).isEqualTo(at(2));
    assertThat(row.getSealedCredential()).isNull();
    assertThat(row.getEndpoint()).isNull();
  }

  @Test
  void longWordsAreShortenedBetweenCharacters() {
    String words = "x".repeat(1_023) + "\uD83D\uDE00 and more";
    TerminalFailed failed = Events.failed(ID);
    failed.setMessage(words);

    assertThat(fold(Events.requested(ID), failed).getMessage()).isEqualTo("x".repeat(1_023));

    failed.setMessage("y".repeat(2_000));
    assertThat(fold(Events.requested(ID), failed).getMessage()).isEqualTo("y".repeat(1_024));
  }

  @Test
  void foldingChangesNeitherRowNorEvent() {
    TerminalRow row = fold(Events.requested(ID));
    TerminalRow copy = TerminalRow.newBuilder(row).build();

    Fold.fold(row, Events.ready(ID), at(1));

    assertThat(row).isEqualTo(copy);
  }

  @Test
  void eachEventTwiceIsTheSameAsOnce() {
    List<SpecificRecord> life =
        List.of(
            Events.requested(ID),
            Events.progressed(ID),
            Events.ready(ID, 1),
            Events.ready(ID, 2),
            Events.renewed(ID),
            Events.expiring(ID),
            Events.expired(ID),
            Events.closed(ID));
    TerminalRow row = null;
    for (int i = 0; i < life.size(); i++) {
      row = ((Folded.Changed) Fold.fold(row, life.get(i), at(i))).row();

      assertThat(Fold.fold(row, life.get(i), at(i))).isInstanceOf(Folded.Ignored.class);
    }
  }

  /** Any order, any number of times: never an exception, and what ended stays ended. */
  @Test
  void noOrderOfEventsThrowsOrRevives() {
    for (int seed = 0; seed < 2_000; seed++) {
      Random random = new Random(seed);
      TerminalRow row = null;
      List<Phase> phases = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        EventKind kind = EventKind.values()[random.nextInt(EventKind.values().length)];
        if (Fold.fold(row, Events.of(kind.recordName(), ID), at(i))
            instanceof Folded.Changed changed) {
          row = changed.row();
          phases.add(row.getPhase());
          check(row, seed);
        }
      }
      assertThat(phases).as("seed %d", seed).isSortedAccordingTo(FoldTest::inOrder);
    }
  }

  private static void check(TerminalRow row, int seed) {
    boolean ready = row.getPhase() == Phase.READY;
    boolean live = ready || row.getPhase() == Phase.REQUESTED;
    boolean ended = row.getPhase() == Phase.CLOSED || row.getPhase() == Phase.FAILED;
    assertThat(row.getEndpoint() != null).as("endpoint, seed %d", seed).isEqualTo(ready);
    assertThat(row.getSealedCredential() != null).as("sealed, seed %d", seed).isEqualTo(live);
    assertThat(row.getReason() == null).as("reason, seed %d", seed).isEqualTo(live);
    assertThat(row.getEndedAt() != null).as("endedAt, seed %d", seed).isEqualTo(ended);
  }

  private static int inOrder(Phase one, Phase other) {
    return Integer.compare(one.ordinal(), other.ordinal());
  }

  private static TerminalRow fold(SpecificRecord... events) {
    TerminalRow row = null;
    for (int i = 0; i < events.length; i++) {
      if (Fold.fold(row, events[i], at(i)) instanceof Folded.Changed changed) {
        row = changed.row();
      }
    }
    return row;
  }

  private static Instant at(int i) {
    return Instant.parse("2026-11-24T12:00:00Z").plusSeconds(i);
  }
}
