package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Address;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import io.kubeterminal.api.security.Caller;
import io.kubeterminal.api.security.Origins;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * Turns a request into a shell. Whatever is wrong with it is found out before anything inside is
 * touched, and 101 is answered only when the inside has answered it.
 */
@RestController
class ShellController {

  private final Origins origins;
  private final ReadyTerminals terminals;
  private final Tickets tickets;
  private final Shells shells;
  private final ShellMeters meters;

  ShellController(
      Origins origins,
      ReadyTerminals terminals,
      Tickets tickets,
      Shells shells,
      ShellMeters meters) {
    this.origins = origins;
    this.terminals = terminals;
    this.tickets = tickets;
    this.shells = shells;
    this.meters = meters;
  }

  /** Null once the connection is a shell: then there is nothing left to answer. */
  @GetMapping("/api/v1/terminals/{id}/shell")
  @Nullable ResponseEntity<Object> shell(
      @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    try {
      upgrade(id, request, response);
      meters.opened();
      return null;
    } catch (Refused refused) {
      ProblemCode code = refused.problem().code();
      meters.refused(code);
      return code == ProblemCode.UPGRADE_REQUIRED
          ? refused.problem().answer(OpeningHandshake.wanted())
          : refused.problem().answer();
    }
  }

  private void upgrade(String id, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    Problem unfit = OpeningHandshake.problem(request);
    if (unfit != null) {
      throw new Refused(unfit);
    }
    if (!origins.same(request)) {
      throw new Refused(
          Problem.of(ProblemCode.FOREIGN_ORIGIN, "Only pages of this service may open a shell."));
    }
    Address address = terminals.find(request, id);
    String caller = Caller.of(request).name();
    if (!tickets.redeem(TicketCookies.in(request), address.terminalId(), caller)) {
      throw new Refused(
          Problem.of(
              ProblemCode.TICKET_REFUSED,
              "A ticket of this terminal is needed that is new and unused."));
    }
    Shell shell = shells.connect(address, caller);
    try {
      OpeningHandshake.accept(request, response);
      request.upgrade(ShellUpgrade.class).goesTo(shell::carry);
    } catch (IOException | ServletException | RuntimeException e) {
      shell.abandon();
      throw e;
    }
  }
}
