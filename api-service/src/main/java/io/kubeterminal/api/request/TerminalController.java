package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.publish.Beats;
import io.kubeterminal.api.request.Reading.Invalid;
import io.kubeterminal.api.request.Reading.Valid;
import io.kubeterminal.api.security.Caller;
import io.kubeterminal.api.security.Need;
import io.kubeterminal.api.security.OwnToken;
import io.kubeterminal.api.security.TerminalAccess;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The terminals over HTTP: open, look, list, close, beat. */
@RestController
@RequestMapping("/api/v1/terminals")
class TerminalController {

  static final String IDEMPOTENCY_KEY = "Idempotency-Key";

  private final Opening opening;
  private final Ending ending;
  private final Beats beats;
  private final TerminalView view;
  private final TerminalAccess access;
  private final ApiSettings settings;
  private final OpenRequestReader reader;

  TerminalController(
      Opening opening,
      Ending ending,
      Beats beats,
      TerminalView view,
      TerminalAccess access,
      ApiSettings settings) {
    this.opening = opening;
    this.ending = ending;
    this.beats = beats;
    this.view = view;
    this.access = access;
    this.settings = settings;
    this.reader = new OpenRequestReader(settings);
  }

  @PostMapping(
      consumes = MediaType.APPLICATION_JSON_VALUE,
      produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> open(
      InputStream body,
      HttpServletRequest http,
      @RequestHeader(name = IDEMPOTENCY_KEY, required = false) @Nullable String key,
      @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer)
      throws IOException {
    byte[] bytes = body.readNBytes(Bounds.MAX_BODY_BYTES + 1);
    if (bytes.length > Bounds.MAX_BODY_BYTES) {
      return Problem.of(ProblemCode.BODY_TOO_LARGE, "At most 65536 bytes.").answer();
    }
    if (key != null && !Bounds.isIdempotencyKey(key)) {
      return Problem.of(ProblemCode.INVALID_FIELD, Bounds.KEY_RULE).in(IDEMPOTENCY_KEY).answer();
    }
    Duration wait =
        Preference.wait(
            prefer == null ? List.of() : prefer, settings.defaultWait(), settings.maxWait());
    return switch (reader.read(bytes, Caller.of(http).name(), OwnToken.of(http))) {
      case Valid<OpenRequest> request -> Answers.of(opening.open(request.value(), key, wait));
      case Invalid<OpenRequest> invalid -> invalid.problem().answer();
    };
  }

  @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> list(
      HttpServletRequest http,
      @RequestParam(required = false) @Nullable String user,
      @RequestParam(required = false) @Nullable String state,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(required = false) @Nullable String limit) {
    return switch (ListRequest.read(user, state, after, limit)) {
      case Valid<ListRequest> request -> ResponseEntity.ok(page(request.value(), Caller.of(http)));
      case Invalid<ListRequest> invalid -> invalid.problem().answer();
    };
  }

  @GetMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> look(@PathVariable String id, HttpServletRequest http) {
    return ResponseEntity.ok(TerminalAnswer.of(find(http, id, Need.LOOK)));
  }

  @DeleteMapping(path = "/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> close(@PathVariable String id, HttpServletRequest http) {
    Terminal terminal = find(http, id, Need.END);
    if (terminal.ended()) {
      return ResponseEntity.noContent().build();
    }
    if (terminal.endingOrEnded()) {
      return Answers.accepted(terminal);
    }
    return Answers.acknowledged(
        ending.close(terminal.row(), Caller.of(http)), () -> Answers.accepted(terminal));
  }

  @PostMapping("/{id}/heartbeat")
  ResponseEntity<Object> beat(@PathVariable String id, HttpServletRequest http) {
    Terminal terminal = find(http, id, Need.USE);
    return terminal.endingOrEnded()
        ? Answers.ended(terminal)
        : Answers.acknowledged(
            beats.beat(terminal.row().getTerminalId()), () -> ResponseEntity.noContent().build());
  }

  private Terminal find(HttpServletRequest http, String id, Need need) {
    return access.find(http, TerminalIds.parse(id), need);
  }

  private TerminalPage page(ListRequest request, Caller caller) {
    // One more than asked for tells whether there is a next page.
    List<TerminalAnswer> found =
        view
            .list(
                request.owner(caller),
                row -> request.wants(row, caller),
                request.after(),
                request.limit() + 1)
            .stream()
            .map(TerminalAnswer::of)
            .toList();
    if (found.size() <= request.limit()) {
      return new TerminalPage(found, null);
    }
    List<TerminalAnswer> page = found.subList(0, request.limit());
    return new TerminalPage(page, page.getLast().terminalId());
  }
}
