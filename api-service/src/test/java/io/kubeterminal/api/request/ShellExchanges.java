package io.kubeterminal.api.request;

import static io.kubeterminal.api.request.HttpContractTest.CLOSED;
import static io.kubeterminal.api.request.HttpContractTest.CLOSING;
import static io.kubeterminal.api.request.HttpContractTest.CROWDED;
import static io.kubeterminal.api.request.HttpContractTest.FOREIGN;
import static io.kubeterminal.api.request.HttpContractTest.REQUESTED;
import static io.kubeterminal.api.request.HttpContractTest.TICKETS;
import static io.kubeterminal.api.request.HttpContractTest.UNKNOWN;

import io.kubeterminal.api.problem.ProblemCode;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/** The gateway's part of the contract, but for the shell itself: that needs a real connection. */
final class ShellExchanges {

  private ShellExchanges() {}

  static Stream<Exchange> all() {
    return Stream.of(
        Exchange.of(HttpMethod.POST, TICKETS, 204),
        Exchange.of(HttpMethod.POST, TICKETS, 403).on(FOREIGN).says(ProblemCode.NOT_THE_OWNER),
        Exchange.of(HttpMethod.POST, TICKETS, 404).on(UNKNOWN).says(ProblemCode.UNKNOWN_TERMINAL),
        Exchange.of(HttpMethod.POST, TICKETS, 409)
            .on(REQUESTED)
            .says(ProblemCode.TERMINAL_NOT_READY),
        Exchange.of(HttpMethod.POST, TICKETS, 410).on(CLOSING).says(ProblemCode.TERMINAL_ENDED),
        Exchange.of(HttpMethod.POST, TICKETS, 503).beforeCaughtUp(),
        Exchange.shell(400)
            .with("Sec-WebSocket-Key", "x")
            .says(ProblemCode.BAD_REQUEST, "Sec-WebSocket-Key"),
        Exchange.shell(400)
            .with("Sec-WebSocket-Protocol", "chat")
            .says(ProblemCode.BAD_REQUEST, "Sec-WebSocket-Protocol"),
        Exchange.shell(403)
            .with("Origin", "http://evil.example")
            .withTicket()
            .says(ProblemCode.FOREIGN_ORIGIN),
        Exchange.shell(403).says(ProblemCode.TICKET_REFUSED),
        Exchange.shell(403).on(FOREIGN).says(ProblemCode.NOT_THE_OWNER),
        Exchange.shell(404).on(UNKNOWN).says(ProblemCode.UNKNOWN_TERMINAL),
        Exchange.shell(409).on(REQUESTED).says(ProblemCode.TERMINAL_NOT_READY),
        Exchange.shell(410).on(CLOSED).says(ProblemCode.TERMINAL_ENDED),
        Exchange.shell(426).with("Upgrade", "h2c").says(ProblemCode.UPGRADE_REQUIRED),
        Exchange.shell(426).with("Sec-WebSocket-Version", "8").says(ProblemCode.UPGRADE_REQUIRED),
        Exchange.shell(429).on(CROWDED).withTicket().says(ProblemCode.TOO_MANY_CONNECTIONS),
        Exchange.shell(502)
            .inside(new ConnectException("refused"))
            .says(ProblemCode.TERMINAL_UNREACHABLE),
        Exchange.shell(503).beforeCaughtUp(),
        Exchange.shell(504)
            .inside(new SocketTimeoutException("late"))
            .says(ProblemCode.TERMINAL_SILENT));
  }
}
