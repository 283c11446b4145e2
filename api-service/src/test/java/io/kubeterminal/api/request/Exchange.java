package io.kubeterminal.api.request;

import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.publish.Publisher.Cause;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import io.kubeterminal.schema.TerminalRequested;
import io.kubeterminal.schema.TerminalRow;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.http.HttpMethod;

/** One question to the service, what happens meanwhile, and the answer that is expected. */
final class Exchange {

  private final HttpMethod method;
  private final String route;
  private final int status;
  private final Map<String, String> headers = new HashMap<>();
  private UUID id = HttpContractTest.READY;
  private String query = "";
  private String body;
  private Function<TerminalRequested, TerminalRow> meanwhile;
  private Unavailable unavailable;
  private boolean caughtUp = true;
  private boolean ticket;
  private IOException inside;
  private boolean interrupted;
  private ProblemCode code;
  private String field;

  private Exchange(HttpMethod method, String route, int status) {
    this.method = method;
    this.route = route;
    this.status = status;
  }

  static Exchange of(HttpMethod method, String route, int status) {
    return new Exchange(method, route, status);
  }

  static Exchange post(int status) {
    return of(HttpMethod.POST, HttpContractTest.ALL, status)
        .with("Content-Type", "application/json")
        .with("Prefer", "wait=0")
        .body("{\"user\": \"fanux\", \"token\": \"s3cr3t\"}");
  }

  static Exchange signIn(int status, String body) {
    return of(HttpMethod.POST, HttpContractTest.SIGN_IN, status)
        .with("Content-Type", "application/json")
        .body(body);
  }

  /** A browser's opening handshake, from a page of the service. */
  static Exchange shell(int status) {
    return of(HttpMethod.GET, HttpContractTest.SHELL, status)
        .with("Origin", "http://localhost")
        .with("Upgrade", "websocket")
        .with("Connection", "Upgrade")
        .with("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==")
        .with("Sec-WebSocket-Version", "13")
        .with("Sec-WebSocket-Protocol", "tty");
  }

  Exchange on(UUID other) {
    id = other;
    return this;
  }

  Exchange with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  Exchange withTicket() {
    ticket = true;
    return this;
  }

  /** What happens to whoever tries to reach the inside. */
  Exchange inside(IOException failure) {
    inside = failure;
    return withTicket();
  }

  Exchange query(String text) {
    query = text;
    return this;
  }

  Exchange body(String text) {
    body = text;
    return this;
  }

  /** The row that the provisioner writes while the service waits. */
  Exchange meanwhile(Function<TerminalRequested, TerminalRow> row) {
    meanwhile = row;
    return with("Prefer", "wait=20");
  }

  Exchange without(Cause cause) {
    unavailable = new Unavailable(cause);
    return this;
  }

  Exchange beforeCaughtUp() {
    caughtUp = false;
    return says(ProblemCode.NOT_READY);
  }

  /** The service stops as soon as this exchange waits for something. */
  Exchange interrupted() {
    interrupted = true;
    return this;
  }

  Exchange says(ProblemCode problem) {
    return says(problem, null);
  }

  Exchange says(ProblemCode problem, String wrong) {
    code = problem;
    field = wrong;
    return this;
  }

  HttpMethod method() {
    return method;
  }

  String route() {
    return route;
  }

  int status() {
    return status;
  }

  Map<String, String> headers() {
    return headers;
  }

  UUID id() {
    return id;
  }

  String query() {
    return query;
  }

  String body() {
    return body;
  }

  Function<TerminalRequested, TerminalRow> meanwhile() {
    return meanwhile;
  }

  Unavailable unavailable() {
    return unavailable;
  }

  boolean caughtUp() {
    return caughtUp;
  }

  boolean isInterrupted() {
    return interrupted;
  }

  boolean ticket() {
    return ticket;
  }

  IOException inside() {
    return inside;
  }

  ProblemCode code() {
    return code;
  }

  String field() {
    return field;
  }

  /** As the document lists it. */
  String answer() {
    return method + " " + route + " " + status;
  }

  @Override
  public String toString() {
    return answer() + (code == null ? "" : " " + code) + (field == null ? "" : " " + field);
  }
}
