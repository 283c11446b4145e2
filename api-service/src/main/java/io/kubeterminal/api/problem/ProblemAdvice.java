package io.kubeterminal.api.problem;

import java.io.IOException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Turns what Spring refuses, and what nobody foresaw, into problems of our own. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

  static Problem problem(int status) {
    return switch (status) {
      case 400 -> Problem.of(ProblemCode.BAD_REQUEST, "The request cannot be understood.");
      case 404 -> Problem.of(ProblemCode.UNKNOWN_PATH, "There is nothing at this path.");
      case 405 -> Problem.of(ProblemCode.METHOD_NOT_ALLOWED, "Not with this method.");
      case 406 -> Problem.of(ProblemCode.NOT_ACCEPTABLE, "Not in any of the accepted types.");
      case 413 -> Problem.of(ProblemCode.BODY_TOO_LARGE, "At most 65536 bytes.");
      case 415 ->
          Problem.of(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "The body must be application/json.");
      default -> Problem.of(ProblemCode.INTERNAL_ERROR, "Something went wrong here.");
    };
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleExceptionInternal(
      Exception exception,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (status.is5xxServerError()) {
      return unforeseen(exception);
    }
    return problem(status.value()).answer(headers);
  }

  @ExceptionHandler
  ResponseEntity<Object> refused(Refused refusal) {
    return refusal.problem().answer();
  }

  /** The query cannot be decoded, the body not be read to its end, or the client is gone. */
  @ExceptionHandler({InvalidParameterException.class, IOException.class})
  ResponseEntity<Object> broken(Exception exception) {
    return problem(400).answer();
  }

  @ExceptionHandler
  ResponseEntity<Object> unforeseen(Exception exception) {
    log.atError().setCause(exception).log("A request failed unforeseen");
    return problem(500).answer();
  }
}
