package io.kubeterminal.startup;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/**
 * The end of a service that has not begun, told in words and without a stack trace.
 *
 * <p>It has no cause: what a library says of a file may quote what is in it.
 */
public final class CannotStart extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String remedy;

  /**
   * @param what is wrong, and with what
   * @param remedy what its reader can do
   */
  public CannotStart(String what, String remedy) {
    super(what);
    this.remedy = remedy;
  }

  /** How Spring Boot tells it. */
  static final class Words extends AbstractFailureAnalyzer<CannotStart> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, CannotStart cause) {
      return new FailureAnalysis(cause.getMessage(), cause.remedy, cause);
    }
  }
}
