package io.kubeterminal.audit.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.kubeterminal.testing.Events;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What people and programs get to see, kept as text. */
class LinesTest {

  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  /** Update with {@code -Dgolden.update=true}. */
  private static final boolean UPDATE = Boolean.getBoolean("golden.update");

  private static final List<String> KINDS =
      List.of(
          "TerminalRequested",
          "TerminalProgressed",
          "TerminalReady",
          "TerminalCredentialRenewed",
          "TerminalFailed",
          "TerminalCloseRequested",
          "TerminalExpiring",
          "TerminalExpired",
          "TerminalClosed");

  @Test
  void peopleGetATable() throws IOException {
    String table =
        Stream.concat(Stream.of(PeopleLine.head()), Told.all().stream().map(PeopleLine::of))
            .collect(Collectors.joining("\n", "", "\n"));

    assertThat(table).isEqualTo(golden("people.txt", table));
  }

  @Test
  void programsGetJsonLines() throws IOException {
    String lines =
        Told.all().stream().map(JsonLine::of).collect(Collectors.joining("\n", "", "\n"));

    assertThat(lines).isEqualTo(golden("programs.jsonl", lines));
  }

  @Test
  void eachLineIsOneLineAndOneObject() throws IOException {
    for (AuditedEvent event : Told.all()) {
      assertThat(PeopleLine.of(event)).hasLineCount(1);
      JsonNode object = new ObjectMapper().readTree(JsonLine.of(event));
      assertThat(object.path("terminal").asText()).isEqualTo(event.terminal());
      assertThat(object.path("offset").asLong()).isEqualTo(event.offset());
    }
  }

  @Test
  void nothingThatMovesACursorReachesAScreen() {
    assertThat(Told.all())
        .allSatisfy(
            event ->
                assertThat(PeopleLine.of(event) + JsonLine.of(event))
                    .doesNotContainPattern("[\\p{C}\\p{Zl}\\p{Zp}]"));
    assertThat(Invisible.named("a\u001b[2J\u2028é🙂")).isEqualTo("a\\u{1b}[2J\\u{2028}é🙂");
  }

  @Test
  void nothingOfACredentialIsShownButItsKeysId() {
    for (AuditedEvent event : Told.all()) {
      assertThat(PeopleLine.of(event) + JsonLine.of(event)).doesNotContain(Told.CANARY, "eyJ");
    }
    assertThat(SealedCredential.shown(Told.SEALED)).isEqualTo("sealed (kid 2026-11)");
    assertThat(List.of("a clear token", "", ".", "%.b.c.d.e", "e30.b.c.d.e", "MQ.b.c.d.e", "W10.x"))
        .allSatisfy(odd -> assertThat(SealedCredential.shown(odd)).isEqualTo("sealed (no kid)"));
  }

  /** Whoever adds a field to an event decides here whether it may be seen. */
  @Test
  void everyFieldOfEveryEventIsShownOrSealed() {
    List<String> known =
        Stream.concat(JsonLine.SHOWN.stream(), Stream.of("terminalId", JsonLine.SEALED)).toList();

    assertThat(
            KINDS.stream()
                .map(kind -> Events.of(kind, Told.ID).getSchema())
                .flatMap(schema -> schema.getFields().stream())
                .map(Schema.Field::name))
        .allSatisfy(field -> assertThat(known).contains(field));
  }

  private static String golden(String name, String actual) throws IOException {
    if (UPDATE) {
      Files.writeString(GOLDEN.resolve(name), actual);
    }
    return Files.readString(GOLDEN.resolve(name));
  }
}
