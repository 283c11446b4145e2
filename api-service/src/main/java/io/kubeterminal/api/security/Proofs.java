package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.ProblemCode;
import java.time.Duration;

/** What proves who a caller is, each mode by its own. */
interface Proofs {

  /** What became of signing a browser in. */
  sealed interface SignIn {}

  /**
   * @param value for the browser to keep
   */
  record Session(Caller caller, String value, Duration lasts) implements SignIn {

    /** Does not show the value. */
    @Override
    public String toString() {
      return "Session[" + caller + "]";
    }
  }

  /** It proves nothing. */
  record Refused() implements SignIn {}

  /** It proves something, but a browser cannot keep it: only programs can send it. */
  record TooLong() implements SignIn {}

  /** Whoever knows does not answer. */
  record Unanswered(ProblemCode code) implements SignIn {}

  /** What is shown to sign in: key or token. */
  String with();

  /** Whether the token in the body of a request for a terminal proves who sends it. */
  boolean takesTokensOfBodies();

  /** Whether what proves a caller is a token of the cluster's. */
  boolean ofCluster();

  /** Who sends this in the header Authorization. */
  Verdict bearer(String text);

  /** Whose session this is. */
  Verdict session(String value);

  SignIn signIn(String shown);
}
