package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The terminals as their callers may have them. What belongs to somebody else is not there; an
 * admin sees it, and may end it, but is never let in.
 */
public final class TerminalAccess {

  /** Whether a caller gets what he wants. */
  enum Answer {
    GRANTED,
    /** As if there were no such terminal. */
    HIDDEN,
    REFUSED
  }

  private final TerminalView view;
  private final Refusals refusals;

  TerminalAccess(TerminalView view, Refusals refusals) {
    this.view = view;
    this.refusals = refusals;
  }

  /**
   * The terminal, for whoever sent the request.
   *
   * @param id null: it is written as no id is
   * @throws Refused when there is no such terminal for him, or not for this
   */
  public Terminal find(HttpServletRequest request, @Nullable UUID id, Need need) {
    Terminal terminal = id == null ? null : view.find(id);
    if (terminal == null) {
      throw unknown();
    }
    Caller caller = Caller.of(request);
    return switch (answer(caller.owns(terminal.row()), caller.admin(), need)) {
      case GRANTED -> terminal;
      case HIDDEN -> {
        refusals.add(request, "foreign-terminal");
        throw unknown();
      }
      case REFUSED ->
          throw new Refused(
              Problem.of(
                  ProblemCode.NOT_THE_OWNER, "Only its owner may do that, whoever else you are."));
    };
  }

  static Answer answer(boolean owner, boolean admin, Need need) {
    if (owner) {
      return Answer.GRANTED;
    }
    if (!admin) {
      return Answer.HIDDEN;
    }
    return switch (need) {
      case LOOK, END -> Answer.GRANTED;
      case USE -> Answer.REFUSED;
    };
  }

  private static Refused unknown() {
    return new Refused(Problem.of(ProblemCode.UNKNOWN_TERMINAL, "No such terminal."));
  }
}
