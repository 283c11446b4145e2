package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.Watch;
import io.kubeterminal.api.view.Watch.Changed;
import io.kubeterminal.api.view.Watch.Gone;
import io.kubeterminal.api.view.Watch.Over;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Tells the changes of one terminal until it has ended, or of all. A client that reads too slowly
 * loses the stream, and gets everything anew when it comes back.
 */
@RestController
class EventStreamController {

  private final TerminalView view;
  private final EventStreams streams;
  private final Duration keepAlive;

  EventStreamController(TerminalView view, EventStreams streams, ApiSettings settings) {
    this.view = view;
    this.streams = streams;
    this.keepAlive = settings.keepAlive();
  }

  @GetMapping(path = "/api/v1/terminals/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Nullable ResponseEntity<Object> events(
      @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UUID terminalId = TerminalIds.parse(id);
    if (terminalId == null || view.find(terminalId) == null) {
      return Answers.unknown();
    }
    return streams.write(request, response, stream -> tellOne(terminalId, stream));
  }

  @GetMapping(path = "/api/v1/terminals/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Nullable ResponseEntity<Object> events(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return streams.write(request, response, this::tellAll);
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

  private void tellAll(EventStreams.Stream stream) throws IOException {
    try (Watch watch = view.watchAll()) {
      for (Terminal terminal : view.all()) {
        tell(stream, StreamEvent.TERMINAL, terminal);
      }
      stream.event(StreamEvent.LISTED, null, Map.of());
      while (true) {
        switch (watch.next(keepAlive)) {
          case Changed(Terminal then) -> {
            // A request and its row may be told in the wrong order; what is there now never is.
            Terminal now = view.find(then.row().getTerminalId());
            if (now != null) {
              tell(stream, StreamEvent.TERMINAL, now);
            }
          }
          case Gone(UUID id) -> stream.event(StreamEvent.GONE, null, Map.of("terminalId", id));
          case Over over -> {
            return;
          }
          case null -> stream.keepAlive();
        }
      }
    }
  }

  private static void tell(EventStreams.Stream stream, String name, Terminal terminal)
      throws IOException {
    stream.event(name, StreamEvent.id(terminal), TerminalAnswer.of(terminal));
  }
}
