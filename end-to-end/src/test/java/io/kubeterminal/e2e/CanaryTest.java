package io.kubeterminal.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.Base64;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CanaryTest {

  private final Canary canary = Canary.random();

  @Test
  void isFoundAsItIs() {
    assertThat(canary.formsIn("token=" + canary.token() + ";")).contains("raw");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void isFoundInBase64WhereverItBeginsAndEnds(int before) {
    for (int after = 0; after < 3; after++) {
      byte[] secret = ("x".repeat(before) + canary.token() + "y".repeat(after)).getBytes(UTF_8);
      Stream.of(
              Base64.getEncoder(),
              Base64.getUrlEncoder(),
              Base64.getMimeEncoder(1_000, "\n".getBytes(UTF_8)))
          .forEach(
              encoder ->
                  assertThat(
                          canary.formsIn("{\"data\":\"" + encoder.encodeToString(secret) + "\"}"))
                      .isNotEmpty());
    }
  }

  @Test
  void isFoundInHexadecimalAndInUrls() {
    byte[] token = canary.token().getBytes(UTF_8);
    assertThat(canary.formsIn(HexFormat.of().formatHex(token))).containsExactly("hex");
    assertThat(canary.formsIn(HexFormat.of().withUpperCase().formatHex(token)))
        .containsExactly("HEX");
    assertThat(canary.formsIn("/x?token=" + URLEncoder.encode(canary.token(), UTF_8)))
        .containsExactly("URL");
  }

  @Test
  void isNotFoundWhereItIsNot() {
    String other = Canary.random().token();
    assertThat(canary.formsIn(other)).isEmpty();
    assertThat(canary.formsIn(Base64.getEncoder().encodeToString(other.getBytes(UTF_8)))).isEmpty();
    assertThat(canary.formsIn(canary.token().substring(1))).isEmpty();
  }

  @Test
  void isAnotherOneEachTime() {
    assertThat(Canary.random().token()).hasSize(40).isNotEqualTo(Canary.random().token());
  }
}
