package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.security.Caller;
import io.kubeterminal.api.security.Need;
import io.kubeterminal.api.security.TerminalAccess;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.Watch;
import io.kubeterminal.api.view.Watch.Changed;
import io.kubeterminal.api.view.Watch.Gone;
import io.kubeterminal.api.view.Watch.Over;
import io.kubeterminal.schema.TerminalRow;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the changes of one terminal until it has ended, or of all that a caller may see. A client
 * that reads too slowly loses the stream, and gets everything anew when it comes back.
 */
@RestController
class EventStreamController {

  private final TerminalView view;
  private final TerminalAccess access;
  private final EventStreams streams;
  private final Duration keepAlive;

  EventStreamController(
      TerminalView view, TerminalAccess access, EventStreams streams, ApiSettings settings) {
    this.view = view;
    this.access = access;
    this.streams = streams;
    this.keepAlive = settings.keepAlive();
  }

  @GetMapping(path = "/api/v1/terminals/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Nullable ResponseEntity<Object> events(
      @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UUID terminalId = access.find(request, TerminalIds.parse(id), Need.LOOK).row().getTerminalId();
    return streams.write(request, response, stream -> tellOne(terminalId, stream));
  }

  @GetMapping(path = "/api/v1/terminals/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Nullable ResponseEntity<Object> eventsOfAll(
      @RequestParam(required = false) @Nullable String user,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    if (user != null && !Bounds.isOwner(user)) {
      return Problem.of(ProblemCode.INVALID_FIELD, Bounds.OWNER_RULE).in("user").answer();
    }
    Caller caller = Caller.of(request);
    return streams.write(
        request, response, stream -> tellAll(row -> ListRequest.meant(user, row, caller), stream));
  }

  private void tellOne(UUID id, EventStreams.Stream stream) throws IOException {
    try (Watch watch = view.watch(id)) {
      Terminal told = view.find(id);
      if (told == null) {
        return;
      }
      tell(stream, StreamEvent.STATE, told);
      while (!told.ended()) {
        switch (watch.next(keepAlive)) {
          case Changed(Terminal now) -> {
            String name = StreamEvent.between(told, now);
            if (name != null) {
              tell(stream, name, now);
            }
            told = now;
          }
          case Gone gone -> {
            return;
          }
          case Over over -> {
            return;
          }
          case null -> stream.keepAlive();
        }
      }
    }
  }

  private void tellAll(Predicate<TerminalRow> wanted, EventStreams.Stream stream)
      throws IOException {
    // Whose the row was is known no more when it is gone.
    Set<UUID> told = new HashSet<>();
    try (Watch watch = view.watchAll()) {
      for (Terminal terminal : view.all()) {
        tellIf(wanted, told, stream, terminal);
      }
      stream.event(StreamEvent.LISTED, null, Map.of());
      while (true) {
        switch (watch.next(keepAlive)) {
          case Changed(Terminal then) -> {
            // A request and its row may be told in the wrong order; what is there now never is.
            Terminal now = view.find(then.row().getTerminalId());
            if (now != null) {
              tellIf(wanted, told, stream, now);
            }
          }
          case Gone(UUID id) -> {
            if (told.remove(id)) {
              stream.event(StreamEvent.GONE, null, Map.of("terminalId", id));
            }
          }
          case Over over -> {
            return;
          }
          case null -> stream.keepAlive();
        }
      }
    }
  }

  private static void tellIf(
      Predicate<TerminalRow> wanted, Set<UUID> told, EventStreams.Stream stream, Terminal terminal)
      throws IOException {
    if (wanted.test(terminal.row())) {
      told.add(terminal.row().getTerminalId());
      tell(stream, StreamEvent.TERMINAL, terminal);
    }
  }

  private static void tell(EventStreams.Stream stream, String name, Terminal terminal)
      throws IOException {
    stream.event(name, StreamEvent.id(terminal), TerminalAnswer.of(terminal));
  }
}
