package io.kubeterminal.audit;

/** What the process ends with; docs/audit.md tells people. */
final class ExitCode {

  static final int FOUND = 0;

  /** No event answers, or the rows are not what the log comes to. */
  static final int DIFFERENT = 1;

  static final int USAGE = 2;

  /** Kafka or the registry does not answer, or has not got what is asked for. */
  static final int UNREADABLE = 3;

  /** Nobody thought of this. */
  static final int DEFECT = 70;

  private ExitCode() {}
}
