package io.kubeterminal.api.gateway.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.gateway.Frame;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GreetingTest {

  private final Greeting greeting = new Greeting("terminal:secret");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"columns\":120,\"rows\":40}|120|40",
        "{\"AuthToken\":\"mine\",\"columns\":1,\"rows\":10000}|1|10000",
        "{}|80|24",
        "{\"columns\":0,\"rows\":10001}|80|24",
        "{\"columns\":-5,\"rows\":1e9}|80|24",
        "{\"columns\":\"100\",\"rows\":50.5}|80|24",
        "{\"columns\":99999999999999999999,\"rows\":null}|80|24",
      })
  void theSizeIsTheBrowsersAndTheCredentialOurs(String message, int columns, int rows)
      throws IOException {
    hear(message);
    assertThat(greeting.violation()).isNull();
    assertThat(said())
        .isEqualTo(
            "{\"AuthToken\":\"dGVybWluYWw6c2VjcmV0\",\"columns\":%d,\"rows\":%d}"
                .formatted(columns, rows));
    assertThat(greeting.take()).isNull();
  }

  @Test
  void itMayComeInParts() throws IOException {
    assertThat(greeting.awaited()).isTrue();
    greeting.hear("x{\"col".getBytes(), 1, 5);
    greeting.hear("umns\":7}".getBytes(), 0, 8);
    assertThat(greeting.take()).isNull();
    greeting.conclude();
    assertThat(greeting.awaited()).isFalse();
    assertThat(said()).contains("\"columns\":7,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0ls", "[]", "1", "{\"columns\":", "{} {"})
  void whatIsNoJsonObjectIsRefused(String message) {
    hear(message);
    assertThat(greeting.take()).isNull();
    assertThat(greeting.violation()).isNotNull();
    assertThat(greeting.violation().code()).isEqualTo(CloseCode.PROTOCOL_ERROR);
  }

  @Test
  void whatIsTooLongIsRefused() {
    hear("{\"a\":\"" + "x".repeat(Greeting.MOST) + "\"}");
    assertThat(greeting.take()).isNull();
    assertThat(greeting.violation().code()).isEqualTo(CloseCode.TOO_BIG);
  }

  private void hear(String message) {
    byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
    greeting.hear(bytes, 0, bytes.length);
    greeting.conclude();
  }

  private String said() throws IOException {
    return Frame.read(new DataInputStream(new ByteArrayInputStream(greeting.take()))).words();
  }
}
