package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.request.Reading.Invalid;
import io.kubeterminal.api.request.Reading.Valid;
import io.kubeterminal.api.security.BroughtTokens;
import io.kubeterminal.api.security.Caller;
import io.kubeterminal.api.security.Need;
import io.kubeterminal.api.security.TerminalAccess;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.schema.CredentialKind;
import io.kubeterminal.schema.TerminalCredentialRenewed;
import io.kubeterminal.sealing.Sealer;
import io.kubeterminal.topic.Topics;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes a newer credential from a terminal's owner, for the terminal as it runs. */
@RestController
class TokenController {

  private final TerminalAccess access;
  private final BroughtTokens brought;
  private final Publisher publisher;
  private final Sealer sealer;
  private final InstantSource clock;
  private final NewCredentialReader reader;

  TokenController(
      TerminalAccess access,
      BroughtTokens brought,
      Publisher publisher,
      Sealer sealer,
      InstantSource clock,
      ApiSettings settings) {
    this.access = access;
    this.brought = brought;
    this.publisher = publisher;
    this.sealer = sealer;
    this.clock = clock;
    this.reader = new NewCredentialReader(settings);
  }

  @PutMapping(path = "/api/v1/terminals/{id}/token", consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> renew(@PathVariable String id, InputStream body, HttpServletRequest http)
      throws IOException {
    Terminal terminal = access.find(http, TerminalIds.parse(id), Need.USE);
    if (terminal.endingOrEnded()) {
      return Answers.ended(terminal);
    }
    byte[] bytes = body.readNBytes(Bounds.MAX_BODY_BYTES + 1);
    if (bytes.length > Bounds.MAX_BODY_BYTES) {
      return Problem.of(ProblemCode.BODY_TOO_LARGE, "At most 65536 bytes.").answer();
    }
    return switch (reader.read(bytes)) {
      case Valid<NewCredential> valid -> renew(terminal, valid.value(), Caller.of(http));
      case Invalid<NewCredential> invalid -> invalid.problem().answer();
    };
  }

  private ResponseEntity<Object> renew(Terminal terminal, NewCredential credential, Caller caller) {
    UUID id = terminal.row().getTerminalId();
    if (credential.kind() != terminal.row().getCredentialKind()) {
      return Problem.of(
              ProblemCode.CREDENTIAL_KIND,
              "A token cannot take the place of a kubeconfig, nor a kubeconfig that of a token.")
          .about(id)
          .answer();
    }
    if (credential.kind() == CredentialKind.TOKEN && !brought.fit(caller, credential.text())) {
      return Problem.of(ProblemCode.INVALID_FIELD, "The cluster does not know it as your token.")
          .in("token")
          .answer();
    }
    return Answers.acknowledged(
        publisher.publish(
            Topics.TERMINAL_EVENTS,
            id,
            new TerminalCredentialRenewed(
                id,
                credential.kind(),
                sealer.seal(id, credential.text()),
                caller.name(),
                clock.instant())),
        () -> ResponseEntity.noContent().build());
  }
}
