package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessKeyTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final String TEXT = "k".repeat(32);

  private final AccessKey key = new AccessKey(TEXT);

  @Test
  void onlyTheKeyIsTheKey() {
    assertThat(key.is(TEXT)).isTrue();
    assertThat(key.is(TEXT + "k")).isFalse();
    assertThat(key.is("")).isFalse();
  }

  @Test
  void aSessionHoldsUntilItsEnd() {
    String session = key.session(NOW.plusSeconds(60));
    assertThat(session).doesNotContain(TEXT);
    assertThat(key.signed(session, NOW)).isTrue();
    assertThat(key.signed(session, NOW.plusSeconds(59))).isTrue();
    assertThat(key.signed(session, NOW.plusSeconds(60))).isFalse();
  }

  @Test
  void aSessionHoldsOverARestartWithTheSameKeyAndNotWithAnother() {
    String session = key.session(NOW.plusSeconds(60));
    assertThat(new AccessKey(TEXT).signed(session, NOW)).isTrue();
    assertThat(new AccessKey("o".repeat(32)).signed(session, NOW)).isFalse();
  }

  @Test
  void whoMovesTheEndLosesTheSession() {
    String session = key.session(NOW.plusSeconds(60));
    String later = NOW.plusSeconds(61).getEpochSecond() + session.substring(session.indexOf('.'));
    assertThat(key.signed(later, NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "1.x", "9999999999.", "a.b", "99999999999999999999.x"})
  void whatIsNoSessionIsRefused(String session) {
    assertThat(key.signed(session, NOW)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "short", "with white space in it, but long enough"})
  void aKeyThatCanBeGuessedIsRefused(String weak) {
    assertThatThrownBy(() -> new AccessKey(weak)).hasMessageContaining("32 to 256");
  }

  @Test
  void theFileMayEndWithALine(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key"), TEXT + "\n");
    assertThat(AccessKey.in(file).is(TEXT)).isTrue();
    assertThatThrownBy(() -> AccessKey.in(folder.resolve("none")))
        .hasMessageContaining("terminal.auth.key-file");
  }
}
