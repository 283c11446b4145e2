package io.kubeterminal.api.problem;

/** Ends the handling of a request with a problem, from wherever in it that is noticed. */
public final class Refused extends RuntimeException {

  private final transient Problem problem;

  public Refused(Problem problem) {
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public Problem problem() {
    return problem;
  }
}
