package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives a browser a session for a key or a token, and takes it back. */
@RestController
class SignInController {

  private static final Logger log = LoggerFactory.getLogger(SignInController.class);
  private static final int MOST_BYTES = 20_480;

  private final Proofs proofs;
  private final JsonMapper json;

  SignInController(Proofs proofs, JsonMapper json) {
    this.proofs = proofs;
    this.json = json;
  }

  @GetMapping(path = Area.SIGN_IN, produces = MediaType.APPLICATION_JSON_VALUE)
  Map<String, String> with() {
    return Map.of("with", proofs.with());
  }

  @PostMapping(path = Area.SIGN_IN, consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> signIn(InputStream body, HttpServletRequest request) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      return Problem.of(ProblemCode.BODY_TOO_LARGE, "At most 20480 bytes.").answer();
    }
    String field = proofs.with();
    String shown = text(bytes, field);
    if (shown == null) {
      return Problem.of(ProblemCode.MISSING_FIELD, "A JSON object with the text " + field + ".")
          .in(field)
          .answer();
    }
    return switch (proofs.signIn(shown)) {
      case Proofs.Session session -> signedIn(session, request);
      case Proofs.Refused refused -> refused(field);
      case Proofs.TooLong tooLong ->
          Problem.of(
                  ProblemCode.INVALID_FIELD,
                  "It is too long for a browser to keep. Programs may send it as Bearer.")
              .in(field)
              .answer();
      case Proofs.Unanswered(ProblemCode code) ->
          Problem.of(code, "Nobody can say now who you are. Try again.").answer();
    };
  }

  @DeleteMapping(Area.SIGN_IN)
  ResponseEntity<Object> signOut(HttpServletRequest request) {
    log.atInfo().addKeyValue("caller", Caller.of(request).name()).log("A browser is signed out");
    return answer(SessionCookie.of(request, "", Duration.ZERO).toString());
  }

  private static ResponseEntity<Object> signedIn(
      Proofs.Session session, HttpServletRequest request) {
    log.atInfo()
        .addKeyValue("caller", session.caller().name())
        .addKeyValue("from", request.getRemoteAddr())
        .log("A browser is signed in");
    return answer(SessionCookie.of(request, session.value(), session.lasts()).toString());
  }

  private static ResponseEntity<Object> answer(String cookie) {
    return ResponseEntity.noContent().header(HttpHeaders.SET_COOKIE, cookie).build();
  }

  private static ResponseEntity<Object> refused(String field) {
    return (field.equals("key")
            ? Problem.of(ProblemCode.KEY_REFUSED, "The key is unknown, or was used already.")
            : Problem.of(ProblemCode.TOKEN_REFUSED, "The token is not valid, or no more."))
        .in(field)
        .answer();
  }

  private @Nullable String text(byte[] body, String field) {
    try {
      JsonNode value = json.readTree(body).get(field);
      return value != null && value.isString() && !value.asString().isEmpty()
          ? value.asString()
          : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
