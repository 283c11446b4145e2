package io.kubeterminal.api.security;

import io.kubeterminal.api.problem.ProblemCode;
import org.jspecify.annotations.Nullable;

/** What became of asking who holds something. */
sealed interface Verdict {

  /**
   * @param clusterToken the token that proved it, where it is one for the cluster
   */
  record Proved(Caller caller, @Nullable String clusterToken) implements Verdict {

    Proved(Caller caller) {
      this(caller, null);
    }

    /** Does not show the token. */
    @Override
    public String toString() {
      return "Proved[" + caller + "]";
    }
  }

  record Unproved() implements Verdict {}

  /** Whoever knows does not answer. */
  record Unanswered(ProblemCode code) implements Verdict {}
}
