package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalIdsTest {

  @Test
  void withoutAKeyEveryIdIsNew() {
    assertThat(TerminalIds.of("fanux", null)).isNotEqualTo(TerminalIds.of("fanux", null));
  }

  /** Kept: a replica of another version must name the same terminal. */
  @Test
  void ownerAndKeyAlwaysMakeTheSameId() {
    UUID id = TerminalIds.of("fanux", "key-1");
    assertThat(id).isEqualTo(TerminalIds.of("fanux", "key-1"));
    assertThat(id).hasToString("cb346e87-d0ee-8328-9de6-38f3de6d6071");
    assertThat(id.version()).isEqualTo(8);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void anotherOwnerOrKeyMakesAnother() {
    UUID id = TerminalIds.of("fanux", "key-1");
    assertThat(TerminalIds.of("other", "key-1")).isNotEqualTo(id);
    assertThat(TerminalIds.of("fanux", "key-2")).isNotEqualTo(id);
  }

  @Test
  void readsAnId() {
    UUID id = UUID.randomUUID();
    assertThat(TerminalIds.parse(id.toString())).isEqualTo(id);
    assertThat(TerminalIds.parse(id.toString().toUpperCase())).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1-2-3-4-5",
        "../../etc/passwd",
        "00000000-0000-0000-0000-00000000000",
        "00000000-0000-0000-0000-0000000000000",
        "00000000-0000-0000-0000-00000000000g",
        "00000000-0000-0000-0000-000000000000\n"
      })
  void whatIsNoIdIsNone(String text) {
    assertThat(TerminalIds.parse(text)).isNull();
  }
}
