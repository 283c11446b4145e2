package io.kubeterminal.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignInKeysTest {

  private final SignInKeys keys = new SignInKeys();

  @Test
  void aKeyOpensOnce() {
    String key = keys.issue();
    assertThat(keys.use(key)).isTrue();
    assertThat(keys.use(key)).isFalse();
  }

  @Test
  void eachKeyIsAnotherAndAllOpen() {
    String first = keys.issue();
    String second = keys.issue();
    assertThat(first).isNotEqualTo(second).hasSizeGreaterThanOrEqualTo(43);
    assertThat(keys.use(second)).isTrue();
    assertThat(keys.use(first)).isTrue();
  }

  @Test
  void whatWasNeverIssuedOpensNothing() {
    keys.issue();
    assertThat(keys.use("")).isFalse();
    assertThat(keys.use("x".repeat(43))).isFalse();
  }

  @Test
  void theOldestGivesWayWhenThereAreTooMany() {
    String oldest = keys.issue();
    String next = keys.issue();
    IntStream.range(1, SignInKeys.MOST).forEach(more -> keys.issue());
    assertThat(keys.use(oldest)).isFalse();
    assertThat(keys.use(next)).isTrue();
  }
}
