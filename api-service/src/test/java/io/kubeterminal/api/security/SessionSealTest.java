package io.kubeterminal.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionSealTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String TOKEN = "eyJhbGciOiJSUzI1NiJ9.e30.c2lnbmF0dXJl";

  private final SessionSeal seal = SessionSeal.of("k".repeat(32));

  @Test
  void theTokenComesBackUntilTheEndAndNoLonger() {
    String sealed = seal.seal(TOKEN, NOW.plusSeconds(60));
    assertThat(seal.open(sealed, NOW)).isEqualTo(TOKEN);
    assertThat(seal.open(sealed, NOW.plusSeconds(59))).isEqualTo(TOKEN);
    assertThat(seal.open(sealed, NOW.plusSeconds(60))).isNull();
  }

  @Test
  void nobodyCanReadIt() {
    String sealed = seal.seal(TOKEN, NOW.plusSeconds(60));
    assertThat(sealed).matches("[\\w.-]+").doesNotContain("eyJhbGciOiJSUzI1NiJ9", "e30");
    for (String part : sealed.split("\\.")) {
      assertThat(new String(Base64.getUrlDecoder().decode(part), UTF_8))
          .doesNotContain(TOKEN, "eyJhbGciOiJSUzI1NiJ9");
    }
    assertThat(seal.seal(TOKEN, NOW.plusSeconds(60))).isNotEqualTo(sealed);
  }

  @Test
  void anotherReplicaWithTheSameFileOpensItAndOneWithoutDoesNot(@TempDir Path folder)
      throws Exception {
    Path file = Files.writeString(folder.resolve("key"), "k".repeat(32) + "\n");
    String sealed = seal.seal(TOKEN, NOW.plusSeconds(60));
    assertThat(SessionSeal.in(file).open(sealed, NOW)).isEqualTo(TOKEN);
    assertThat(SessionSeal.of("o".repeat(32)).open(sealed, NOW)).isNull();
    assertThat(SessionSeal.random().open(sealed, NOW)).isNull();
  }

  @Test
  void whoChangesAnythingLosesIt() {
    String sealed = seal.seal(TOKEN, NOW.plusSeconds(60));
    for (int i = 0; i < sealed.length(); i++) {
      char other = sealed.charAt(i) == 'A' ? 'B' : 'A';
      String changed = sealed.substring(0, i) + other + sealed.substring(i + 1);
      String opened = seal.open(changed, NOW);
      // The last character of a part may have bits that mean nothing.
      assertThat(opened)
          .satisfiesAnyOf(it -> assertThat(it).isNull(), it -> assertThat(it).isEqualTo(TOKEN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a.b.c.d.e", "1767225660.x", "eyJhbGciOiJub25lIn0.e30."})
  void whatIsNoneIsRefused(String session) {
    assertThat(seal.open(session, NOW)).isNull();
  }

  @Test
  void aKeyThatCanBeGuessedIsRefused() {
    assertThatThrownBy(() -> SessionSeal.of("short")).hasMessageContaining("32 to 256");
    assertThatThrownBy(() -> SessionSeal.in(Path.of("/nowhere/key")))
        .hasMessageContaining("terminal.auth.session-key-file");
  }
}
