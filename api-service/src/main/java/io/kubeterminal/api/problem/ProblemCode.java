package io.kubeterminal.api.problem;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.springframework.http.HttpStatus;

/** What went wrong, for programs; each code has one status and never changes its meaning. */
public enum ProblemCode {
  MALFORMED_JSON(HttpStatus.BAD_REQUEST),
  UNKNOWN_FIELD(HttpStatus.BAD_REQUEST),
  MISSING_FIELD(HttpStatus.BAD_REQUEST),
  INVALID_FIELD(HttpStatus.BAD_REQUEST),
  BAD_REQUEST(HttpStatus.BAD_REQUEST),
  NOT_SIGNED_IN(HttpStatus.UNAUTHORIZED),
  KEY_REFUSED(HttpStatus.UNAUTHORIZED),
  TOKEN_REFUSED(HttpStatus.UNAUTHORIZED),
  FOREIGN_ORIGIN(HttpStatus.FORBIDDEN),
  TICKET_REFUSED(HttpStatus.FORBIDDEN),
  NOT_THE_OWNER(HttpStatus.FORBIDDEN),
  NOT_AN_ADMIN(HttpStatus.FORBIDDEN),
  UNKNOWN_TERMINAL(HttpStatus.NOT_FOUND),
  UNKNOWN_PATH(HttpStatus.NOT_FOUND),
  METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED),
  NOT_ACCEPTABLE(HttpStatus.NOT_ACCEPTABLE),
  IDEMPOTENCY_CONFLICT(HttpStatus.CONFLICT),
  CREDENTIAL_KIND(HttpStatus.CONFLICT),
  TERMINAL_NOT_READY(HttpStatus.CONFLICT),
  TERMINAL_ENDED(HttpStatus.GONE),
  BODY_TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE),
  UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE),
  TERMINAL_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT),
  UPGRADE_REQUIRED(HttpStatus.UPGRADE_REQUIRED),
  TOO_MANY_CONNECTIONS(HttpStatus.TOO_MANY_REQUESTS),
  TOO_MANY_TERMINALS(HttpStatus.TOO_MANY_REQUESTS),
  TOO_MANY_CREATES(HttpStatus.TOO_MANY_REQUESTS),
  INTERNAL_ERROR(HttpStatus.INTERNAL_SERVER_ERROR),
  TERMINAL_FAILED(HttpStatus.BAD_GATEWAY),
  TERMINAL_UNREACHABLE(HttpStatus.BAD_GATEWAY),
  TERMINAL_SILENT(HttpStatus.GATEWAY_TIMEOUT),
  KAFKA_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  REGISTRY_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  CLUSTER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  ISSUER_UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE),
  NOT_READY(HttpStatus.SERVICE_UNAVAILABLE),
  TOO_BUSY(HttpStatus.SERVICE_UNAVAILABLE);

  private final HttpStatus status;

  ProblemCode(HttpStatus status) {
    this.status = status;
  }

  public HttpStatus status() {
    return status;
  }

  /** As it is written: {@code unknown-terminal}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
