package io.kubeterminal.api.gateway.tunnel;

/**
 * Why a tunnel ends, and what is said about it to the browser.
 *
 * @param outcome in one word, for logs and metrics
 * @param code the close code; {@link #NOTHING}: there is nobody to say it to, or it is said
 * @param reason the words that go with the code, ASCII
 */
public record Ending(String outcome, int code, String reason) {

  static final int NOTHING = 0;

  /** The browser closed it. */
  static final Ending LEFT = new Ending("left", CloseCode.NORMAL, "");

  /** The connection to the browser broke. */
  public static final Ending LOST = new Ending("lost", NOTHING, "");

  /** The terminal's side closed it, and its words were passed on. */
  static final Ending DONE = new Ending("done", NOTHING, "");

  /** The browser neither takes what is sent nor answers a ping. */
  static final Ending SILENT =
      new Ending("silent", CloseCode.NO_ANSWER, "the browser does not answer");

  /** The browser is there, and does not say what size its screen has. */
  static final Ending WORDLESS =
      new Ending("wordless", CloseCode.PROTOCOL_ERROR, "no first message within 10 s");

  public static final Ending STOPPED =
      new Ending("stopped", CloseCode.GOING_AWAY, "the service stops");

  public static final Ending MOVED =
      new Ending("moved", CloseCode.BROKEN, "the terminal has moved");

  /** The terminal ended, for a reason that has a name. */
  public static Ending terminalEnded(String reason) {
    return new Ending("ended", CloseCode.TERMINAL_ENDED, reason);
  }

  static Ending broken(String reason) {
    return new Ending("broken", CloseCode.BROKEN, reason);
  }

  static Ending refused(Violation violation) {
    return new Ending("violation", violation.code(), violation.reason());
  }
}
