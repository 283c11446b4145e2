package io.kubeterminal.topic;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A dead letter is the record as it was, with its origin; and always small enough to be written.
 */
class DeadLetterTest {

  private static final byte[] KEY = {1};
  private static final byte[] VALUE = {2, 3};
  private static final byte[] HUGE = new byte[DeadLetter.MOST_BYTES + 1];

  @Test
  void itKeepsTheRecordAndTellsWhereItStands() {
    DeadLetter letter = letter(KEY, VALUE);

    assertThat(letter.key()).isEqualTo(KEY);
    assertThat(letter.value()).isEqualTo(VALUE);
    assertThat(headers(letter))
        .isEqualTo(
            Map.of(
                "kubeterminal.origin.topic", "terminal-events",
                "kubeterminal.origin.partition", "3",
                "kubeterminal.origin.offset", "42",
                "kubeterminal.origin.timestamp", "1000",
                "kubeterminal.reason", "not a record",
                "kubeterminal.consumer", "a-group"));
  }

  @Test
  void aNullKeyOrValueStaysOne() {
    assertThat(letter(null, null).key()).isNull();
    assertThat(letter(null, null).value()).isNull();
  }

  @Test
  void whatTheBrokerWouldRefuseIsLeftAtItsOrigin() {
    byte[] most = Arrays.copyOf(HUGE, DeadLetter.MOST_BYTES - KEY.length);

    assertThat(letter(KEY, most).value()).isEqualTo(most);
    assertThat(letter(KEY, HUGE).key()).isEqualTo(KEY);
    assertThat(letter(KEY, HUGE).value()).isNull();
    assertThat(letter(HUGE, VALUE).key()).isNull();
    assertThat(letter(HUGE, VALUE).value()).isNull();
  }

  private static DeadLetter letter(byte[] key, byte[] value) {
    var origin = new DeadLetter.Origin("terminal-events", 3, 42, 1_000);
    return DeadLetter.of("a-group", origin, key, value, "not a record");
  }

  private static Map<String, String> headers(DeadLetter letter) {
    Map<String, String> headers = new HashMap<>();
    letter
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}
