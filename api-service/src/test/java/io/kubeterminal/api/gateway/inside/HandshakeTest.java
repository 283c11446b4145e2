package io.kubeterminal.api.gateway.inside;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.gateway.inside.Handshake.Accepted;
import io.kubeterminal.api.gateway.inside.Handshake.Incomplete;
import io.kubeterminal.api.gateway.inside.Handshake.Refused;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandshakeTest {

  /** Key and answer are RFC 6455's own. */
  private static final Handshake HANDSHAKE = Handshake.of("dGhlIHNhbXBsZSBub25jZQ==");

  private static final String ACCEPTED =
      """
      HTTP/1.1 101 Switching Protocols
      upgrade: WebSocket
      Connection: keep-alive, Upgrade
      Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=
      Sec-WebSocket-Protocol: tty

      """
          .replace("\n", "\r\n");

  @Test
  void theRequestIsOurOwn() {
    assertThat(
            new String(
                HANDSHAKE.request("[fd00::7]:8080", "terminal:secret"), StandardCharsets.US_ASCII))
        .isEqualTo(
            """
            GET /ws HTTP/1.1
            Host: [fd00::7]:8080
            Authorization: Basic dGVybWluYWw6c2VjcmV0
            Upgrade: websocket
            Connection: Upgrade
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Protocol: tty

            """
                .replace("\n", "\r\n"));
  }

  @Test
  void eachHandshakeHasAKeyOfItsOwn() {
    assertThat(Handshake.begin().request("a:1", "u:p"))
        .isNotEqualTo(Handshake.begin().request("a:1", "u:p"));
  }

  @Test
  void anAnswerIsJudgedWhenItsHeadIsThere() {
    byte[] bytes = (ACCEPTED + "early").getBytes(StandardCharsets.ISO_8859_1);
    int head = ACCEPTED.length();
    for (int length = 0; length < head; length++) {
      assertThat(HANDSHAKE.judge(bytes, length)).isInstanceOf(Incomplete.class);
    }
    for (int length = head; length <= bytes.length; length++) {
      assertThat(HANDSHAKE.judge(bytes, length))
          .isInstanceOfSatisfying(
              Accepted.class,
              accepted -> assertThat("early").startsWith(new String(accepted.early())));
    }
    assertThat(((Accepted) HANDSHAKE.judge(bytes, bytes.length)).early()).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({
    "HTTP/1.1 101, HTTP/1.1 200, it answers 200",
    "HTTP/1.1 101, HTTP/1.1 302, it answers 302",
    "HTTP/1.1 101, HTTP/1.1 1015, it does not speak HTTP",
    "HTTP/1.1 101, SSH-2.0-OpenSSH, it does not speak HTTP",
    "upgrade: WebSocket, upgrade: h2c, it upgrades to something else",
    "upgrade: WebSocket, x: y, it upgrades to something else",
    "'keep-alive, Upgrade', close, it does not upgrade the connection",
    "s3pPLMBiTxaQ9kYGzzhZRbK, s3pPLMBiTxaQ9kYGzzhZRbX, it accepts another handshake",
    "Protocol: tty, Protocol: chat, it speaks another subprotocol",
    "Sec-WebSocket-Protocol, X, it speaks another subprotocol",
    "upgrade:, 'Sec-WebSocket-Extensions: x\r\n"
        + "upgrade:', it wants an extension that was not offered",
  })
  void whatIsNotTheAnswerIsRefused(String right, String wrong, String why) {
    byte[] bytes = ACCEPTED.replace(right, wrong).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(HANDSHAKE.judge(bytes, bytes.length)).isEqualTo(new Refused(why));
  }

  @Test
  void anEndlessHeadIsRefused() {
    byte[] bytes = "HTTP/1.1 101 x\r\nA: b\r\n".repeat(1_000).getBytes(StandardCharsets.US_ASCII);
    assertThat(HANDSHAKE.judge(bytes, Handshake.MOST_HEAD - 1)).isInstanceOf(Incomplete.class);
    assertThat(HANDSHAKE.judge(bytes, Handshake.MOST_HEAD)).isInstanceOf(Refused.class);
  }
}
