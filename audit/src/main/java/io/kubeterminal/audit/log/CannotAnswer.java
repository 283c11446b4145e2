package io.kubeterminal.audit.log;

/** Why a question has no answer: one line that says what, why, and what to do. */
public final class CannotAnswer extends RuntimeException {

  /** Whose turn it is. */
  public enum Kind {
    /** The question cannot be asked like that. */
    USAGE,
    /** Kafka or the registry does not answer, or has not got what is asked for. */
    UNREADABLE
  }

  private final Kind kind;

  public CannotAnswer(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
