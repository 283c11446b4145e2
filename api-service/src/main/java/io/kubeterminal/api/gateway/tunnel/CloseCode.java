package io.kubeterminal.api.gateway.tunnel;

/** The close codes that this service says; our page knows what each of them asks of it. */
public final class CloseCode {

  /** The shell ended by itself. */
  public static final int NORMAL = 1000;

  /** This service stops; another replica, or the next start, takes over. */
  public static final int GOING_AWAY = 1001;

  public static final int PROTOCOL_ERROR = 1002;
  public static final int TOO_BIG = 1009;

  /** The connection to the terminal broke, and can be made again. */
  public static final int BROKEN = 1011;

  /** The browser did not answer a ping. */
  public static final int NO_ANSWER = 4408;

  /** The terminal ended; the reason is that of its row. */
  public static final int TERMINAL_ENDED = 4410;

  private CloseCode() {}
}
