package io.kubeterminal.provisioner.reconcile;

import static io.kubeterminal.provisioner.cluster.ObservedTerminal.Part.DEPLOYMENT;
import static io.kubeterminal.provisioner.cluster.ObservedTerminal.Part.SECRET;
import static io.kubeterminal.provisioner.cluster.ObservedTerminal.Part.SERVICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kubeterminal.provisioner.cluster.ObservedTerminal;
import io.kubeterminal.provisioner.cluster.ObservedTerminal.Part;
import io.kubeterminal.provisioner.cluster.Problem;
import io.kubeterminal.provisioner.reconcile.Decision.Apply;
import io.kubeterminal.provisioner.reconcile.Decision.Delete;
import io.kubeterminal.provisioner.reconcile.Decision.LookAgain;
import io.kubeterminal.provisioner.reconcile.Decision.Nothing;
import io.kubeterminal.provisioner.reconcile.Decision.Renew;
import io.kubeterminal.provisioner.reconcile.Decision.ReportClosed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportFailed;
import io.kubeterminal.provisioner.reconcile.Decision.ReportProgress;
import io.kubeterminal.provisioner.reconcile.Decision.ReportReady;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.sealing.CredentialVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class DecisionTest {

  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Endpoint HERE = new Endpoint("10.0.0.1", 30001);
  private static final Endpoint THERE = new Endpoint("10.0.0.2", 30001);
  private static final LookAgain SOMETIME = new LookAgain(NOW.plusSeconds(30));
  private static final Set<Part> ALL = Set.of(SECRET, SERVICE, DEPLOYMENT);
  private static final Limits LIMITS =
      new Limits(
          Duration.ofMinutes(3),
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofSeconds(5),
          Duration.ofMinutes(1),
          3,
          Duration.ofMinutes(2));

  static Stream<Arguments> requested() {
    return Stream.of(
        arguments("nothing is there", ObservedTerminal.absent(), new Apply()),
        arguments("only a part is there", parts(Set.of(SECRET), Set.of()), new Apply()),
        arguments("just created", young(null), SOMETIME),
        arguments("answers", ready(HERE), new ReportReady(HERE)),
        arguments(
            "answers, but is being removed by somebody",
            new ObservedTerminal(ALL, Set.of(DEPLOYMENT), ago(1), HERE, null, null),
            SOMETIME),
        arguments(
            "being removed, its Deployment gone", parts(Set.of(SECRET), Set.of(SECRET)), SOMETIME),
        arguments("image missing for 14 s", young(problem(EndReason.IMAGE_PULL, 14)), lookAt(1)),
        arguments(
            "image missing for 15 s",
            young(problem(EndReason.IMAGE_PULL, 15)),
            failed(EndReason.IMAGE_PULL)),
        arguments("no node for 59 s", young(problem(EndReason.UNSCHEDULABLE, 59)), lookAt(1)),
        arguments(
            "no node for 60 s",
            young(problem(EndReason.UNSCHEDULABLE, 60)),
            failed(EndReason.UNSCHEDULABLE)),
        arguments("pods refused for 4 s", young(problem(EndReason.REFUSED, 4)), lookAt(1)),
        arguments(
            "pods refused for 5 s",
            young(problem(EndReason.REFUSED, 5)),
            failed(EndReason.REFUSED)),
        arguments("ended twice", young(crash(2, 10)), lookAt(50)),
        arguments("ended three times", young(crash(3, 10)), failed(EndReason.CRASHED)),
        arguments("ends for a minute", young(crash(1, 60)), failed(EndReason.CRASHED)),
        arguments("node silent", young(problem(EndReason.NODE_LOST, 119)), lookAt(1)),
        arguments(
            "node silent for long",
            young(problem(EndReason.NODE_LOST, 120)),
            failed(EndReason.NODE_LOST)),
        arguments("179 s old", ObservedTerminal.whole(ago(179), null, null), lookAt(1)),
        arguments(
            "180 s old",
            ObservedTerminal.whole(ago(180), null, null),
            new ReportFailed(EndReason.PROVISION_TIMEOUT, "not ready within 180 s")),
        arguments(
            "180 s old, with a problem that is young",
            ObservedTerminal.whole(ago(180), null, problem(EndReason.UNSCHEDULABLE, 1)),
            new ReportFailed(EndReason.PROVISION_TIMEOUT, "not ready within 180 s: words")),
        arguments(
            "old by the request, but its Deployment could not be made before",
            ObservedTerminal.whole(ago(1), null, null),
            SOMETIME));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void requested(String what, ObservedTerminal observed, Decision expected) {
    assertDecision(row(Phase.REQUESTED, null), observed, expected);
  }

  static Stream<Arguments> progress() {
    CreationStep scheduled = CreationStep.SCHEDULED;
    CreationStep started = CreationStep.STARTED;
    Problem problem = problem(EndReason.PROVISION_TIMEOUT, 30);
    return Stream.of(
        arguments("nothing was seen", null, seen(1, null, null, null), SOMETIME),
        arguments(
            "a first step",
            null,
            seen(1, null, null, scheduled),
            new ReportProgress(scheduled, NOW.plusSeconds(30))),
        arguments("a step that is told", scheduled, seen(1, null, null, scheduled), SOMETIME),
        arguments("a step back", started, seen(1, null, null, scheduled), SOMETIME),
        arguments(
            "a step skipped",
            scheduled,
            seen(1, null, null, started),
            new ReportProgress(started, NOW.plusSeconds(30))),
        arguments(
            "the time of the next look stays",
            null,
            seen(175, null, problem, started),
            new ReportProgress(started, NOW.plusSeconds(5))),
        arguments("it answers", null, seen(1, HERE, null, started), new ReportReady(HERE)),
        arguments(
            "too late",
            null,
            seen(180, null, null, scheduled),
            new ReportFailed(EndReason.PROVISION_TIMEOUT, "not ready within 180 s")),
        arguments(
            "its image cannot be had",
            null,
            seen(20, null, problem(EndReason.IMAGE_PULL, 15), scheduled),
            failed(EndReason.IMAGE_PULL)),
        arguments(
            "a part is missing",
            null,
            new ObservedTerminal(Set.of(DEPLOYMENT), Set.of(), ago(1), null, null, started),
            new Apply()),
        arguments(
            "being removed by somebody",
            null,
            new ObservedTerminal(ALL, Set.of(DEPLOYMENT), ago(1), null, null, started),
            SOMETIME),
        arguments(
            "a newer version knows more",
            CreationStep.UNKNOWN,
            seen(1, null, null, started),
            SOMETIME));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void progress(String what, CreationStep told, ObservedTerminal observed, Decision expected) {
    TerminalRow row = row(Phase.REQUESTED, null);
    row.setProgress(told);
    assertDecision(row, observed, expected);
  }

  private static ObservedTerminal seen(
      int age, Endpoint endpoint, Problem problem, CreationStep step) {
    return new ObservedTerminal(ALL, Set.of(), ago(age), endpoint, problem, step);
  }

  @ParameterizedTest
  @EnumSource(value = Phase.class, names = "REQUESTED", mode = EnumSource.Mode.EXCLUDE)
  void progress_is_told_only_on_the_way_up(Phase phase) {
    ObservedTerminal observed = seen(1, null, null, CreationStep.STARTED);
    assertThat(Decision.decide(row(phase, null), observed, NOW, LIMITS))
        .isNotInstanceOf(ReportProgress.class);
  }

  static Stream<Arguments> ready() {
    return Stream.of(
        arguments("as reported", ready(HERE), new Nothing()),
        arguments("moved", ready(THERE), new ReportReady(THERE)),
        arguments("nothing left", ObservedTerminal.absent(), new Apply()),
        arguments("a part missing", parts(Set.of(SECRET, DEPLOYMENT), Set.of()), new Apply()),
        arguments("being removed by somebody", parts(ALL, ALL), SOMETIME),
        arguments("does not answer, nobody says why", old(null), SOMETIME),
        arguments("ended many times in its life", old(crash(9, 59)), lookAt(1)),
        arguments("ends again and again", old(crash(9, 60)), failed(EndReason.CRASHED)),
        arguments(
            "node silent for long",
            old(problem(EndReason.NODE_LOST, 120)),
            failed(EndReason.NODE_LOST)),
        arguments(
            "hangs for long",
            old(problem(EndReason.PROVISION_TIMEOUT, 180)),
            failed(EndReason.PROVISION_TIMEOUT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void ready(String what, ObservedTerminal observed, Decision expected) {
    assertDecision(row(Phase.READY, HERE), observed, expected);
  }

  static Stream<Arguments> unwanted() {
    return Stream.of(
        arguments("answers", ready(HERE), new Delete()),
        arguments("a part is left", parts(Set.of(SECRET), Set.of()), new Delete()),
        arguments(
            "a part is left that nobody removes",
            parts(Set.of(SECRET, SERVICE), Set.of(SERVICE)),
            new Delete()),
        arguments("going", parts(Set.of(DEPLOYMENT), Set.of(DEPLOYMENT)), SOMETIME));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("unwanted")
  void whatever_nobody_wants_is_removed(String what, ObservedTerminal observed, Decision expected) {
    assertDecision(null, observed, expected);
    assertDecision(row(Phase.CLOSING, null), observed, expected);
    assertDecision(row(Phase.CLOSED, null), observed, expected);
    assertDecision(row(Phase.FAILED, null), observed, expected);
  }

  @ParameterizedTest
  @EnumSource(Phase.class)
  void a_terminal_of_which_nothing_is_there(Phase phase) {
    assertDecision(
        row(phase, null),
        ObservedTerminal.absent(),
        switch (phase) {
          case REQUESTED, READY -> new Apply();
          case CLOSING -> new ReportClosed();
          case CLOSED, FAILED, UNKNOWN -> new Nothing();
        });
  }

  @ParameterizedTest
  @MethodSource("unwanted")
  void a_phase_of_a_newer_version_is_left_alone(String what, ObservedTerminal observed) {
    assertDecision(row(Phase.UNKNOWN, null), observed, new Nothing());
  }

  @Test
  void only_a_live_terminal_that_is_whole_gets_another_credential() {
    TerminalRow coming = row(Phase.REQUESTED, null);
    coming.setSealedCredential("sealed");
    TerminalRow ready = row(Phase.READY, HERE);
    ready.setSealedCredential("sealed");
    ObservedTerminal old = ready(HERE).withCredential("of another");
    ObservedTerminal current = ready(HERE).withCredential(CredentialVersion.of("sealed"));

    assertDecision(coming, old, new Renew());
    assertDecision(coming, current, new ReportReady(HERE));
    assertDecision(ready, old, new Renew());
    assertDecision(ready, current, new Nothing());
    assertDecision(ready, ready(HERE), new Nothing());
    assertDecision(ready, parts(Set.of(SECRET), Set.of()).withCredential("x"), new Apply());
    assertDecision(
        ready, new ObservedTerminal(ALL, Set.of(SECRET), ago(1), HERE, null, null, "x"), SOMETIME);
    assertDecision(row(Phase.CLOSING, null), old, new Delete());
  }

  private static void assertDecision(
      TerminalRow row, ObservedTerminal observed, Decision expected) {
    assertThat(Decision.decide(row, observed, NOW, LIMITS)).isEqualTo(expected);
  }

  private static TerminalRow row(Phase phase, Endpoint endpoint) {
    TerminalRow row = new TerminalRow();
    row.setTerminalId(new UUID(0, 1));
    row.setPhase(phase);
    row.setEndpoint(endpoint);
    row.setRequestedAt(NOW.minusSeconds(100_000));
    return row;
  }

  private static ObservedTerminal ready(Endpoint endpoint) {
    return ObservedTerminal.whole(ago(1000), endpoint, null);
  }

  private static ObservedTerminal young(Problem problem) {
    return ObservedTerminal.whole(ago(30), null, problem);
  }

  private static ObservedTerminal old(Problem problem) {
    return ObservedTerminal.whole(ago(10_000), null, problem);
  }

  private static ObservedTerminal parts(Set<Part> present, Set<Part> leaving) {
    return new ObservedTerminal(present, leaving, null, null, null, null);
  }

  private static Problem problem(EndReason reason, int seconds) {
    return new Problem(reason, "words", ago(seconds));
  }

  private static Problem crash(int restarts, int seconds) {
    return new Problem(EndReason.CRASHED, "words", ago(seconds), restarts);
  }

  private static ReportFailed failed(EndReason reason) {
    return new ReportFailed(reason, "words");
  }

  private static LookAgain lookAt(int seconds) {
    return new LookAgain(NOW.plusSeconds(seconds));
  }

  private static Instant ago(int seconds) {
    return NOW.minusSeconds(seconds);
  }
}
