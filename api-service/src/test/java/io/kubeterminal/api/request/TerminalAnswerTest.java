package io.kubeterminal.api.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.ViewFeed;
import io.kubeterminal.schema.CreationStep;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.TerminalRow;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class TerminalAnswerTest {

  private static final UUID ID = UUID.fromString("0190b3a0-0000-7000-8000-000000000001");

  @Test
  void aReadyTerminalSaysWhereItIs() {
    assertThat(json(ViewFeed.ready(ID)))
        .isEqualTo(
            """
            {"terminalId":"0190b3a0-0000-7000-8000-000000000001","state":"READY",\
            "step":"READY","endPoint":"10.1.2.3:30080","url":"http://10.1.2.3:30080/","owner":"fanux",\
            "user":"fanux",\
            "namespace":"default","ttlSeconds":600,"requestedAt":"2026-11-24T10:00:00Z",\
            "readyAt":"2026-11-24T10:00:02Z","lastHeartbeat":"2026-11-24T10:05:02Z",\
            "expiresAt":"2026-11-24T10:15:02Z","expiring":false}\
            """);
  }

  @Test
  void itSaysWhatItsUserIsCalledAndWhenItEndsAtTheLatest() {
    TerminalRow row = ViewFeed.ready(ID);
    row.setDisplayName("Fan");
    row.setLifetimeSeconds(3_600);
    TerminalAnswer answer = TerminalAnswer.of(new Terminal(row, 0, null));
    assertThat(answer.user()).isEqualTo("Fan");
    assertThat(answer.endsBy()).isEqualTo(ViewFeed.REQUESTED_AT.plusSeconds(3_600));
  }

  @Test
  void theSealedCredentialIsNotTold() {
    assertThat(json(ViewFeed.requested(ID))).doesNotContain("a.b.c.d.e", "redential");
  }

  @ParameterizedTest
  @CsvSource({
    "true, , REQUESTED",
    "false, , ACCEPTED",
    "false, SCHEDULED, SCHEDULED",
    "false, IMAGE_PULLED, IMAGE_PULLED",
    "false, STARTED, STARTED",
    "false, UNKNOWN, ACCEPTED"
  })
  void theFurthestStepIsTold(boolean pending, CreationStep progress, CreationProgress step) {
    TerminalRow row = ViewFeed.requested(ID);
    row.setProgress(progress);
    assertThat(CreationProgress.of(new Terminal(row, pending ? Terminal.PENDING : 0, null)))
        .isEqualTo(step);
  }

  @Test
  void theLastStepStaysWhenItFailsOrEnds() {
    TerminalRow failed = ViewFeed.failed(ID, EndReason.CRASHED, "no");
    failed.setProgress(CreationStep.STARTED);
    assertThat(TerminalAnswer.of(new Terminal(failed, 0, null)).step())
        .isEqualTo(CreationProgress.STARTED);

    TerminalRow closed = ViewFeed.closed(ID, EndReason.IDLE);
    assertThat(TerminalAnswer.of(new Terminal(closed, 0, null)).step())
        .isEqualTo(CreationProgress.READY);
  }

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3:80",
    "2001:db8::1, [2001:db8::1]:80",
    "node.example, node.example:80"
  })
  void anIpv6AddressIsInBrackets(String host, String endPoint) {
    TerminalRow row = ViewFeed.ready(ID);
    row.setEndpoint(new Endpoint(host, 80));
    TerminalAnswer answer = TerminalAnswer.of(new Terminal(row, 0, null));
    assertThat(answer.endPoint()).isEqualTo(endPoint);
    assertThat(answer.url()).isEqualTo("http://" + endPoint + "/");
  }

  private static String json(TerminalRow row) {
    return JsonMapper.shared()
        .writeValueAsString(
            TerminalAnswer.of(new Terminal(row, 0, ViewFeed.READY_AT.plusSeconds(300))));
  }
}
