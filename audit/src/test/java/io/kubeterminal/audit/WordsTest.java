package io.kubeterminal.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What may be said on the command line. */
class WordsTest {

  private static final String ID = "0b5e9a52-7a0f-4c3e-9a35-0f6cf2a4b001";

  private final Words.Moment moment =
      new Words.Moment(InstantSource.fixed(Instant.parse("2026-11-24T12:00:00Z")));

  @ParameterizedTest
  @CsvSource({
    "2026-11-20T08:30:00Z,     2026-11-20T08:30:00Z",
    "2026-11-20T08:30:00.5Z,   2026-11-20T08:30:00.500Z",
    "2026-11-20T09:30:00+01:00, 2026-11-20T08:30:00Z",
    "2026-11-20,               2026-11-20T00:00:00Z",
    "90s,                      2026-11-24T11:58:30Z",
    "30m,                      2026-11-24T11:30:00Z",
    "2h,                       2026-11-24T10:00:00Z",
    "7d,                       2026-11-17T12:00:00Z"
  })
  void aTimeIsAbsoluteOrSoLongAgo(String words, Instant expected) {
    assertThat(moment.convert(words)).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "yesterday", "2h ago", "-2h", "24.11.2026", "2026-11-24T12:00"})
  void whatIsNoTimeIsToldWithWhatIs(String words) {
    assertThatThrownBy(() -> moment.convert(words))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("must be like 2026-11-24T12:00:00Z");
  }

  @Test
  void aLengthHasAUnit() {
    Words.Length length = new Words.Length();

    assertThat(length.convert("500ms")).isEqualTo(Duration.ofMillis(500));
    assertThat(length.convert("1h")).isEqualTo(Duration.ofHours(1));
    assertThatThrownBy(() -> length.convert("10")).hasMessageContaining("must be like 500ms");
  }

  @Test
  void aTerminalIsAWholeUuid() {
    Words.Terminal terminal = new Words.Terminal();

    assertThat(terminal.convert(ID)).isEqualTo(UUID.fromString(ID));
    assertThat(terminal.convert(ID.toUpperCase())).isEqualTo(UUID.fromString(ID));
    assertThatThrownBy(() -> terminal.convert("1-1-1-1-1")).hasMessageContaining("must be a UUID");
    assertThatThrownBy(() -> terminal.convert("fanux")).hasMessageContaining("must be a UUID");
  }
}
