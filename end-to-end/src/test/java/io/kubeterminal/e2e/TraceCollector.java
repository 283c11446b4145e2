package io.kubeterminal.e2e;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Takes spans by OTLP over HTTP, as any collector does, and writes them to a file, one a line. */
final class TraceCollector implements AutoCloseable {

  /** One line of the file. */
  record Line(
      String service,
      String trace,
      String span,
      String parent,
      String name,
      String kind,
      Map<String, String> attributes,
      int events) {}

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path file;
  private final HttpServer server;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

  TraceCollector(Path file) throws IOException {
    this.file = file;
    Files.createDirectories(file.toAbsolutePath().getParent());
    Files.deleteIfExists(file);
    Files.createFile(file);
    server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext("/v1/traces", this::take);
    server.start();
  }

  /** What makes a service send its spans here, and soon. */
  Map<String, String> settings() {
    return Map.of(
        "management.opentelemetry.tracing.export.otlp.endpoint",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces",
        "management.opentelemetry.tracing.export.schedule-delay",
        "200ms");
  }

  /** Every byte that was sent, also of what no line has. */
  byte[] taken() {
    return taken.toByteArray();
  }

  List<Line> lines() {
    try {
      return Files.readAllLines(file).stream().map(TraceCollector::read).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static Line read(String line) {
    try {
      return JSON.readValue(line, Line.class);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private synchronized void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      taken.writeBytes(body);
      ExportTraceServiceRequest request = ExportTraceServiceRequest.parseFrom(body);
      for (ResourceSpans spans : request.getResourceSpansList()) {
        String service = attributes(spans.getResource().getAttributesList()).get("service.name");
        for (Span span :
            spans.getScopeSpansList().stream()
                .flatMap(scope -> scope.getSpansList().stream())
                .toList()) {
          write(line(service, span));
        }
      }
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private void write(Line line) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(line) + "\n", StandardOpenOption.APPEND);
  }

  private static Line line(String service, Span span) {
    return new Line(
        service,
        hex(span.getTraceId().toByteArray()),
        hex(span.getSpanId().toByteArray()),
        hex(span.getParentSpanId().toByteArray()),
        span.getName(),
        span.getKind().name().replace("SPAN_KIND_", ""),
        attributes(span.getAttributesList()),
        span.getEventsCount());
  }

  private static Map<String, String> attributes(List<KeyValue> pairs) {
    Map<String, String> attributes = new TreeMap<>();
    pairs.forEach(pair -> attributes.put(pair.getKey(), pair.getValue().getStringValue()));
    return attributes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
