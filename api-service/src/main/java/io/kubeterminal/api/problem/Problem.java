package io.kubeterminal.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.schema.EndReason;
import java.net.URI;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * What every refusal looks like: application/problem+json (RFC 9457). It never repeats what was
 * sent, and has no {@code instance}, which would.
 *
 * @param field the field, parameter or header that is wrong
 * @param terminalId the terminal it is about
 * @param reason why that terminal ended
 * @param message Kubernetes' own words for it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Problem(
    URI type,
    String title,
    int status,
    String detail,
    ProblemCode code,
    @Nullable String field,
    @Nullable UUID terminalId,
    @Nullable EndReason reason,
    @Nullable String message) {

  public static final int RETRY_AFTER_SECONDS = 2;

  public static Problem of(ProblemCode code, String detail) {
    return new Problem(
        URI.create("urn:kube-terminal:problem:" + code.text()),
        code.status().getReasonPhrase(),
        code.status().value(),
        detail,
        code,
        null,
        null,
        null,
        null);
  }

  public Problem in(@Nullable String wrongField) {
    return new Problem(type, title, status, detail, code, wrongField, terminalId, reason, message);
  }

  public Problem about(UUID terminal) {
    return new Problem(type, title, status, detail, code, field, terminal, reason, message);
  }

  public Problem about(Terminal terminal) {
    return new Problem(
        type,
        title,
        status,
        detail,
        code,
        field,
        terminal.row().getTerminalId(),
        terminal.row().getReason(),
        terminal.row().getMessage());
  }

  public ResponseEntity<Object> answer() {
    return answer(new HttpHeaders());
  }

  public ResponseEntity<Object> answer(HttpHeaders more) {
    HttpHeaders headers = new HttpHeaders(more);
    headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (terminalId != null) {
      headers.setLocation(TerminalPath.of(terminalId));
    }
    boolean later = code.status().value() == 503 || code.status().value() == 429;
    if (later && !headers.containsHeader(HttpHeaders.RETRY_AFTER)) {
      headers.set(HttpHeaders.RETRY_AFTER, Integer.toString(RETRY_AFTER_SECONDS));
    }
    return new ResponseEntity<>(this, headers, code.status());
  }
}
