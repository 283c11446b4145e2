package io.kubeterminal.api.request;

import io.kubeterminal.api.limits.Admission;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.TerminalPath;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Cause;
import io.kubeterminal.api.publish.Publisher.Outcome;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.schema.EndReason;
import java.time.Duration;
import java.util.function.Supplier;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** What each outcome is in HTTP. */
final class Answers {

  private Answers() {}

  static ResponseEntity<Object> of(Opened opened) {
    return switch (opened) {
      case Opened.Ready(Terminal terminal) ->
          ResponseEntity.created(TerminalPath.of(terminal.row().getTerminalId()))
              .body(TerminalAnswer.of(terminal));
      case Opened.Requested(Terminal terminal) -> accepted(terminal);
      case Opened.Failed(Terminal terminal) -> failed(terminal);
      case Opened.Ended(Terminal terminal) -> ended(terminal);
      case Opened.Conflict(var terminalId) ->
          Problem.of(
                  ProblemCode.IDEMPOTENCY_CONFLICT,
                  "This Idempotency-Key was used for another request.")
              .in(TerminalController.IDEMPOTENCY_KEY)
              .about(terminalId)
              .answer();
      case Opened.TooMuch(Admission why) -> tooMuch(why);
      case Opened.NotAcknowledged(Cause cause) -> unavailable(cause);
    };
  }

  private static ResponseEntity<Object> tooMuch(Admission why) {
    return switch (why) {
      case Admission.Admitted admitted -> throw new IllegalStateException("that is not too much");
      case Admission.TooMany(Duration again) ->
          later(
              ProblemCode.TOO_MANY_TERMINALS, "You have as many terminals as you may have.", again);
      case Admission.TooOften(Duration again) ->
          later(ProblemCode.TOO_MANY_CREATES, "You ask for terminals too fast.", again);
    };
  }

  private static ResponseEntity<Object> later(ProblemCode code, String detail, Duration again) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, Long.toString(again.plusMillis(999).toSeconds()));
    return Problem.of(code, detail).answer(headers);
  }

  static ResponseEntity<Object> accepted(Terminal terminal) {
    return ResponseEntity.accepted()
        .location(TerminalPath.of(terminal.row().getTerminalId()))
        .header(HttpHeaders.RETRY_AFTER, Integer.toString(Problem.RETRY_AFTER_SECONDS))
        .body(TerminalAnswer.of(terminal));
  }

  static ResponseEntity<Object> acknowledged(
      Outcome outcome, Supplier<ResponseEntity<Object>> answer) {
    return switch (outcome) {
      case Acknowledged acknowledged -> answer.get();
      case Unavailable(Cause cause) -> unavailable(cause);
    };
  }

  static ResponseEntity<Object> ended(Terminal terminal) {
    return Problem.of(ProblemCode.TERMINAL_ENDED, "The terminal has ended, or is about to.")
        .about(terminal)
        .answer();
  }

  /**
   * A request that the cluster refused as it stands (quota, admission) is the caller's to change:
   * 422. Everything else that keeps a terminal from starting (no image, no room, no node) lies
   * behind this service: 502.
   */
  private static ResponseEntity<Object> failed(Terminal terminal) {
    EndReason reason = terminal.row().getReason();
    boolean refused = reason == EndReason.QUOTA || reason == EndReason.REFUSED;
    return (refused
            ? Problem.of(ProblemCode.TERMINAL_REFUSED, "The cluster refuses this terminal.")
            : Problem.of(ProblemCode.TERMINAL_FAILED, "The cluster cannot start this terminal."))
        .about(terminal)
        .answer();
  }

  private static ResponseEntity<Object> unavailable(Cause cause) {
    return (switch (cause) {
          case KAFKA ->
              Problem.of(
                  ProblemCode.KAFKA_UNAVAILABLE,
                  "Kafka did not acknowledge in time; it may still happen. Try again.");
          case REGISTRY ->
              Problem.of(
                  ProblemCode.REGISTRY_UNAVAILABLE,
                  "The schema registry has not answered since the start. Try again.");
          case BUSY ->
              Problem.of(ProblemCode.TOO_BUSY, "Too many requests at the same time. Try again.");
        })
        .answer();
  }
}
