package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.Watch;
import io.kubeterminal.api.view.Watch.Changed;
import io.kubeterminal.api.view.Watch.Gone;
import io.kubeterminal.api.view.Watch.Over;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tells a terminal's changes as server-sent events until it has ended. A stream is written by its
 * request's own virtual thread; a client that does not read holds up nobody else, and loses the
 * stream when its watch overflows.
 */
@RestController
class EventStreamController {

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  private final TerminalView view;
  private final JsonMapper json;
  private final Duration keepAlive;
  private final Semaphore free;

  EventStreamController(
      TerminalView view, JsonMapper json, ApiSettings settings, MeterRegistry metrics) {
    this.view = view;
    this.json = json;
    this.keepAlive = settings.keepAlive();
    this.free = new Semaphore(settings.maxStreams());
    Gauge.builder("terminal.api.streams", () -> settings.maxStreams() - free.availablePermits())
        .description("Event streams that are open")
        .register(metrics);
  }

  /** Null once the stream has been written: then there is nothing left to answer. */
  @GetMapping(path = "/api/v1/terminals/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @Nullable ResponseEntity<Object> events(
      @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    UUID terminalId = TerminalIds.parse(id);
    if (terminalId == null || view.find(terminalId) == null) {
      return Answers.unknown();
    }
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
    }
    if (!free.tryAcquire()) {
      return Problem.of(ProblemCode.TOO_BUSY, "Too many event streams are open. Try again.")
          .answer();
    }
    try (Watch watch = view.watch(terminalId)) {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      stream(terminalId, watch, response.getOutputStream());
    } finally {
      free.release();
    }
    return null;
  }

  private void stream(UUID id, Watch watch, OutputStream out) throws IOException {
    Terminal told = view.find(id);
    if (told == null) {
      return;
    }
    write(out, StreamEvent.STATE, told);
    while (!told.ended()) {
      switch (watch.next(keepAlive)) {
        case Changed(Terminal now) -> {
          String name = StreamEvent.between(told, now);
          if (name != null) {
            write(out, name, now);
          }
          told = now;
        }
        case Gone gone -> {
          return;
        }
        case Over over -> {
          return;
        }
        case null -> {
          out.write(COMMENT);
          out.flush();
        }
      }
    }
  }

  private void write(OutputStream out, String name, Terminal terminal) throws IOException {
    String event =
        "id: %s\nevent: %s\ndata: %s\n\n"
            .formatted(
                StreamEvent.id(terminal),
                name,
                json.writeValueAsString(TerminalAnswer.of(terminal)));
    out.write(event.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}
