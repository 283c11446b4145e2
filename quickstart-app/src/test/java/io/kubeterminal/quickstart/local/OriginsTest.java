package io.kubeterminal.quickstart.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, true",
    "https://127.0.0.1, true",
    "http://[::1]:8080, true",
    "http://localhost.evil.example, false",
    "http://127.0.0.1.evil.example:8080, false",
    "http://user@evil.example, false",
    "http://10.0.0.1:8080, false",
    "chrome-extension://abcdef, false",
    "file://, false",
    "null, false",
    "'', false",
    "http://, false",
    "http://local host, false",
  })
  void onlyPagesOfThisMachineConnect(String origin, boolean allowed) {
    assertThat(Origins.allows(origin)).isEqualTo(allowed);
  }

  @Test
  void aClientThatIsNoBrowserConnects() {
    assertThat(Origins.allows(null)).isTrue();
  }
}
