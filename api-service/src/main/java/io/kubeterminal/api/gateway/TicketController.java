package io.kubeterminal.api.gateway;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives out tickets for shells. */
@RestController
class TicketController {

  private final ReadyTerminals terminals;
  private final Tickets tickets;

  TicketController(ReadyTerminals terminals, Tickets tickets) {
    this.terminals = terminals;
    this.tickets = tickets;
  }

  /** The ticket is in a cookie and nowhere else. */
  @PostMapping("/api/v1/terminals/{id}/tickets")
  ResponseEntity<Object> ticket(@PathVariable String id, HttpServletRequest request) {
    UUID terminalId = terminals.find(request, id).terminalId();
    String ticket = tickets.issue(terminalId, Caller.of(request).name());
    return ticket == null
        ? Problem.of(ProblemCode.TOO_BUSY, "Too many tickets are out. Try again.").answer()
        : ResponseEntity.noContent()
            .header(
                HttpHeaders.SET_COOKIE,
                TicketCookies.of(request, terminalId, ticket, tickets.life()).toString())
            .header(HttpHeaders.CACHE_CONTROL, "no-store")
            .build();
  }
}
