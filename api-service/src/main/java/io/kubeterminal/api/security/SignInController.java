package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Gives a browser a session for a key. */
@RestController
class SignInController {

  static final String PATH = "/api/v1/sign-in";

  private static final Logger log = LoggerFactory.getLogger(SignInController.class);
  private static final int MOST_BYTES = 4_096;

  private final Door door;
  private final AuthSettings settings;
  private final JsonMapper json;

  SignInController(Door door, AuthSettings settings, JsonMapper json) {
    this.door = door;
    this.settings = settings;
    this.json = json;
  }

  @PostMapping(path = PATH, consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> signIn(InputStream body, HttpServletRequest request) throws IOException {
    byte[] bytes = body.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      return Problem.of(ProblemCode.BODY_TOO_LARGE, "At most 4096 bytes.").answer();
    }
    String key = key(bytes);
    if (key == null) {
      return Problem.of(ProblemCode.MISSING_FIELD, "A JSON object with the text key.")
          .in("key")
          .answer();
    }
    String session = door.signIn(key);
    log.atInfo()
        .addKeyValue("from", request.getRemoteAddr())
        .addKeyValue("outcome", session == null ? "refused" : "signed in")
        .log("Somebody signs in");
    if (session == null) {
      return Problem.of(ProblemCode.KEY_REFUSED, "The key is unknown, or was used already.")
          .in("key")
          .answer();
    }
    return session.isEmpty()
        ? ResponseEntity.noContent().build()
        : ResponseEntity.noContent()
            .header(
                HttpHeaders.SET_COOKIE,
                SessionCookie.of(request, session, settings.session()).toString())
            .build();
  }

  private @Nullable String key(byte[] body) {
    try {
      JsonNode key = json.readTree(body).get("key");
      return key != null && key.isString() && !key.asString().isEmpty() ? key.asString() : null;
    } catch (JacksonException e) {
      return null;
    }
  }
}
