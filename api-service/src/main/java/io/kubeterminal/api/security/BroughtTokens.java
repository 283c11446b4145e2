package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.Refused;

/** The tokens that callers bring for a terminal that runs. */
public final class BroughtTokens {

  private final Proofs proofs;

  BroughtTokens(Proofs proofs) {
    this.proofs = proofs;
  }

  /**
   * Whether the caller's terminal may have this token: where callers are known by the cluster's
   * tokens it must be his own, elsewhere nothing can be said.
   *
   * @throws Refused while the cluster does not answer
   */
  public boolean fit(Caller caller, String token) {
    return !proofs.ofCluster()
        || switch (proofs.bearer(token)) {
          case Verdict.Proved proved -> proved.caller().name().equals(caller.name());
          case Verdict.Unproved unproved -> false;
          case Verdict.Unanswered(var code) ->
              throw new Refused(
                  Problem.of(code, "Nobody can say now whose the token is. Try again."));
        };
  }
}
