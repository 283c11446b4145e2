package io.kubeterminal.api.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class BodyTokenTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'token':'t'}|t",
        "{'User':'f','Token':'t'}|t",
        "{'a':{'token':'inner'},'b':['token','x'],'TOKEN':'t'}|t",
        "{'user':'f'}|",
        "{'token':7}|",
        "{'token':null}|",
        "{'a':{'token':'inner'}}|",
        "['token','t']|",
        "{'token':|",
        "''|",
        "nothing|",
      })
  void isTheTokenOfTheOutermostObject(String body, String token) {
    assertThat(BodyToken.token(body.replace('\'', '"').getBytes(UTF_8))).isEqualTo(token);
  }

  @Test
  void theBodyIsStillThereAfterwards() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.setContent("{\"token\":\"t\"}".getBytes(UTF_8));
    BodyToken read = new BodyToken(request);
    assertThat(read.token()).isEqualTo("t");
    assertThat(read.getInputStream().readAllBytes()).asString(UTF_8).isEqualTo("{\"token\":\"t\"}");
  }

  @Test
  void whoeverRefusesABodyThatIsTooLargeStillSeesThatItIs() throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest();
    byte[] large = ("{\"token\":\"t\"}" + " ".repeat(BodyToken.MOST_BYTES)).getBytes(UTF_8);
    request.setContent(large);
    BodyToken read = new BodyToken(request);
    assertThat(read.token()).isNull();
    assertThat(read.getInputStream().readAllBytes()).hasSize(large.length);
  }
}
