package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Address;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import io.kubeterminal.api.request.TerminalIds;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.schema.Endpoint;
import io.kubeterminal.schema.Phase;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The terminals that have a shell now, and where: as their rows say, whatever a request says. */
final class ReadyTerminals {

  private final TerminalView view;

  ReadyTerminals(TerminalView view) {
    this.view = view;
  }

  /**
   * Where the terminal with this id is.
   *
   * @throws Refused when there is none, or none yet, or no more
   */
  Address find(String id) {
    UUID terminalId = TerminalIds.parse(id);
    Terminal terminal = terminalId == null ? null : view.find(terminalId);
    if (terminal == null) {
      throw new Refused(Problem.of(ProblemCode.UNKNOWN_TERMINAL, "No such terminal."));
    }
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
