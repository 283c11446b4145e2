package io.kubeterminal.api.request;

import io.kubeterminal.api.ApiMetrics;
import io.kubeterminal.api.ApiSettings;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Server-sent events, so many streams at the same time. A stream is written by its request's own
 * virtual thread; a client that does not read holds up nobody else.
 */
@Component
class EventStreams {

  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.UTF_8);

  /** Writes one stream, and returns when it is over. */
  interface Story {
    void tell(Stream stream) throws IOException;
  }

  private final JsonMapper json;
  private final Semaphore free;

  EventStreams(JsonMapper json, ApiSettings settings, MeterRegistry metrics) {
    this.json = json;
    this.free = new Semaphore(settings.maxStreams());
    ApiMetrics.STREAMS.gauge(
        metrics, free, places -> settings.maxStreams() - places.availablePermits());
  }

  /** Null once the stream has been written: then there is nothing left to answer. */
  @Nullable ResponseEntity<Object> write(
      HttpServletRequest request, HttpServletResponse response, Story story) throws IOException {
    if (HttpMethod.HEAD.matches(request.getMethod())) {
      return ResponseEntity.ok().contentType(MediaType.TEXT_EVENT_STREAM).build();
    }
    if (!free.tryAcquire()) {
      return Problem.of(ProblemCode.TOO_BUSY, "Too many event streams are open. Try again.")
          .answer();
    }
    try {
      response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
      response.setCharacterEncoding(StandardCharsets.UTF_8);
      response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
      story.tell(new Stream(response.getOutputStream()));
    } finally {
      free.release();
    }
    return null;
  }

  /** One open stream. */
  final class Stream {

    private final OutputStream out;

    private Stream(OutputStream out) {
      this.out = out;
    }

    void event(String name, @Nullable String id, Object data) throws IOException {
      String event =
          "%sevent: %s\ndata: %s\n\n"
              .formatted(id == null ? "" : "id: " + id + "\n", name, json.writeValueAsString(data));
      out.write(event.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    /** Shows the client, and whatever is between, that the stream is still there. */
    void keepAlive() throws IOException {
      out.write(COMMENT);
      out.flush();
    }
  }
}
