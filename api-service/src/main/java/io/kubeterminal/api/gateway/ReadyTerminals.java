package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Address;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import io.kubeterminal.api.request.TerminalIds;
import io.kubeterminal.api.security.Need;
import io.kubeterminal.api.security.TerminalAccess;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** The terminals that have a shell now, and where: as their rows say, whatever a request says. */
final class ReadyTerminals {

  private final TerminalAccess access;

  ReadyTerminals(TerminalAccess access) {
    this.access = access;
  }

  /**
   * Where the terminal with this id is, for its owner.
   *
   * @throws Refused when there is none, or none yet, or no more, or it is somebody else's
   */
  Address find(HttpServletRequest request, String id) {
    Terminal terminal = access.find(request, TerminalIds.parse(id), Need.USE);
    if (terminal.endingOrEnded()) {
      throw new Refused(
          Problem.of(ProblemCode.TERMINAL_ENDED, "The terminal has ended, or is about to.")
              .about(terminal));
    }
    Address address = address(terminal);
    if (address == null) {
      throw new Refused(
          Problem.of(ProblemCode.TERMINAL_NOT_READY, "The terminal cannot be used yet.")
              .about(terminal));
    }
    return address;
  }

  /** Where the terminal is; null: nowhere yet, or no more. */
  static @Nullable Address address(Terminal terminal) {
    Endpoint endpoint = terminal.row().getEndpoint();
    return terminal.row().getPhase() == Phase.READY && endpoint != null
        ? new Address(terminal.row().getTerminalId(), endpoint.getHost(), endpoint.getPort())
        : null;
  }
}
