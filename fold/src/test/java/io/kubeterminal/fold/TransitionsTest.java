package io.kubeterminal.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.schema.Phase;
import io.kubeterminal.schema.TerminalRow;
import io.kubeterminal.testing.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of the table, folded; and the table's picture. */
class TransitionsTest {

  /** Update with {@code -Dfold.diagram.update=true}. */
  private static final Path DIAGRAM = Path.of("..", "docs", "fold.mmd");

  private static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
  private static final Instant AT = Instant.parse("2026-11-24T12:00:00Z");
  private static final String IGNORED = "ignored";

  /** One pair: a terminal that stands here meets this event, and comes to this. */
  record Case(Standing standing, EventKind event, String expected) {}

  static List<Case> cases() {
    return """
    ABSENT    REQUESTED        REQUESTED
    ABSENT    PROGRESSED       ignored
    ABSENT    READY            ignored
    ABSENT    CREDENTIAL_RENEWED ignored
    ABSENT    FAILED           ignored
    ABSENT    CLOSE_REQUESTED  ignored
    ABSENT    EXPIRING         ignored
    ABSENT    EXPIRED          ignored
    ABSENT    CLOSED           ignored
    REQUESTED REQUESTED        ignored
    REQUESTED PROGRESSED       REQUESTED
    REQUESTED READY            READY
    REQUESTED CREDENTIAL_RENEWED REQUESTED
    REQUESTED FAILED           FAILED
    REQUESTED CLOSE_REQUESTED  CLOSING
    REQUESTED EXPIRING         ignored
    REQUESTED EXPIRED          ignored
    REQUESTED CLOSED           ignored
    READY     REQUESTED        ignored
    READY     PROGRESSED       ignored
    READY     READY            READY
    READY     CREDENTIAL_RENEWED READY
    READY     FAILED           FAILED
    READY     CLOSE_REQUESTED  CLOSING
    READY     EXPIRING         READY
    READY     EXPIRED          CLOSING
    READY     CLOSED           ignored
    CLOSING   REQUESTED        ignored
    CLOSING   PROGRESSED       ignored
    CLOSING   READY            ignored
    CLOSING   CREDENTIAL_RENEWED ignored
    CLOSING   FAILED           ignored
    CLOSING   CLOSE_REQUESTED  ignored
    CLOSING   EXPIRING         ignored
    CLOSING   EXPIRED          ignored
    CLOSING   CLOSED           CLOSED
    CLOSED    REQUESTED        ignored
    CLOSED    PROGRESSED       ignored
    CLOSED    READY            ignored
    CLOSED    CREDENTIAL_RENEWED ignored
    CLOSED    FAILED           ignored
    CLOSED    CLOSE_REQUESTED  ignored
    CLOSED    EXPIRING         ignored
    CLOSED    EXPIRED          ignored
    CLOSED    CLOSED           ignored
    FAILED    REQUESTED        ignored
    FAILED    PROGRESSED       ignored
    FAILED    READY            ignored
    FAILED    CREDENTIAL_RENEWED ignored
    FAILED    FAILED           ignored
    FAILED    CLOSE_REQUESTED  ignored
    FAILED    EXPIRING         ignored
    FAILED    EXPIRED          ignored
    FAILED    CLOSED           ignored
    UNKNOWN   REQUESTED        ignored
    UNKNOWN   PROGRESSED       ignored
    UNKNOWN   READY            ignored
    UNKNOWN   CREDENTIAL_RENEWED ignored
    UNKNOWN   FAILED           ignored
    UNKNOWN   CLOSE_REQUESTED  ignored
    UNKNOWN   EXPIRING         ignored
    UNKNOWN   EXPIRED          ignored
    UNKNOWN   CLOSED           ignored
    """
        .lines()
        .map(line -> line.strip().split("\\s+"))
        .map(word -> new Case(Standing.valueOf(word[0]), EventKind.valueOf(word[1]), word[2]))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyEventDoesWhatTheTableSays(Case pair) {
    TerminalRow row = standing(pair.standing());

    Folded folded = Fold.fold(row, other(pair.event()), AT);

    switch (folded) {
      case Folded.Changed changed ->
          assertThat(changed.row().getPhase().name()).isEqualTo(pair.expected());
      case Folded.Ignored ignored -> {
        assertThat(IGNORED).isEqualTo(pair.expected());
        assertThat(ignored).isEqualTo(new Folded.Ignored(pair.standing(), pair.event()));
      }
    }
  }

  @Test
  void noPairIsLeftOut() {
    Set<String> exercised = new LinkedHashSet<>();
    cases().forEach(pair -> exercised.add(pair.standing() + " × " + pair.event()));
    Set<String> all =
        Arrays.stream(Standing.values())
            .flatMap(at -> Arrays.stream(EventKind.values()).map(event -> at + " × " + event))
            .collect(Collectors.toSet());

    assertThat(exercised).containsExactlyInAnyOrderElementsOf(all).hasSameSizeAs(cases());
  }

  @Test
  void thePictureIsTheTable() throws IOException {
    if (Boolean.getBoolean("fold.diagram.update")) {
      Files.createDirectories(DIAGRAM.getParent());
      Files.writeString(DIAGRAM, diagram());
    }

    assertThat(DIAGRAM).hasContent(diagram());
  }

  private static String diagram() {
    return Stream.of(
            Stream.of("stateDiagram-v2"),
            Arrays.stream(Standing.values())
                .flatMap(
                    at ->
                        Arrays.stream(EventKind.values())
                            .flatMap(
                                event ->
                                    Transitions.of(at, event).to().stream()
                                        .map(to -> arrow(at, event, to)))),
            Stream.of("    CLOSED --> [*]: retention over", "    FAILED --> [*]: retention over"))
        .flatMap(lines -> lines)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String arrow(Standing from, EventKind event, Phase to) {
    String start = from == Standing.ABSENT ? "[*]" : from.name();
    return "    %s --> %s: %s".formatted(start, to, event.recordName());
  }

  private static TerminalRow standing(Standing standing) {
    return switch (standing) {
      case ABSENT -> null;
      case REQUESTED -> after(EventKind.REQUESTED);
      case READY -> after(EventKind.REQUESTED, EventKind.READY);
      case CLOSING -> after(EventKind.REQUESTED, EventKind.READY, EventKind.EXPIRED);
      case CLOSED ->
          after(EventKind.REQUESTED, EventKind.READY, EventKind.EXPIRED, EventKind.CLOSED);
      case FAILED -> after(EventKind.REQUESTED, EventKind.FAILED);
      case UNKNOWN ->
          TerminalRow.newBuilder(after(EventKind.REQUESTED)).setPhase(Phase.UNKNOWN).build();
    };
  }

  private static TerminalRow after(EventKind... events) {
    TerminalRow row = null;
    for (EventKind event : events) {
      row =
          ((Folded.Changed) Fold.fold(row, Events.of(event.recordName(), ID), AT.minusSeconds(60)))
              .row();
    }
    return row;
  }

  /** The same kind of event with something new to tell. */
  private static SpecificRecord other(EventKind kind) {
    return kind == EventKind.READY ? Events.ready(ID, 31_999) : Events.of(kind.recordName(), ID);
  }
}
