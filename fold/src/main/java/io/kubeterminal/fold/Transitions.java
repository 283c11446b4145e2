package io.kubeterminal.fold;

import static io.kubeterminal.fold.Step.ADVANCE;
import static io.kubeterminal.fold.Step.ANSWER;
import static io.kubeterminal.fold.Step.CLOSE;
import static io.kubeterminal.fold.Step.EXPIRE;
import static io.kubeterminal.fold.Step.FAIL;
import static io.kubeterminal.fold.Step.IGNORE;
import static io.kubeterminal.fold.Step.MOVE;
import static io.kubeterminal.fold.Step.OPEN;
import static io.kubeterminal.fold.Step.RENEW;
import static io.kubeterminal.fold.Step.REPLACE;
import static io.kubeterminal.fold.Step.SETTLE;
import static io.kubeterminal.fold.Step.WARN;
import static java.util.Objects.requireNonNull;

import java.util.EnumMap;
import java.util.Map;

/**
 * The one table of state: what each event does, wherever a terminal stands. Every pair is written
 * down; {@code docs/fold.mmd} is its picture.
 */
final class Transitions {

  private static final Map<Standing, Map<EventKind, Step>> TABLE = new EnumMap<>(Standing.class);

  static {
    // An event before its request, or after the row is forgotten, never makes a row. Nothing
    // expires before it was ready (its lease begins there). Closed counts only where somebody
    // asked for the end: objects removed by hand are put back, not believed. The first reason
    // stays. What ended never comes back. Progress counts on the way up only.
    // in order: Requested, Progressed, Ready, CredentialRenewed,
    //           Failed, CloseRequested, Expiring, Expired, Closed
    row(Standing.ABSENT, OPEN, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE);
    row(Standing.REQUESTED, IGNORE, ADVANCE, ANSWER, REPLACE, FAIL, CLOSE, IGNORE, IGNORE, IGNORE);
    row(Standing.READY, IGNORE, IGNORE, MOVE, RENEW, FAIL, CLOSE, WARN, EXPIRE, IGNORE);
    row(Standing.CLOSING, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, SETTLE);
    row(Standing.CLOSED, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE);
    row(Standing.FAILED, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE);
    // A newer version's row is left to the newer version.
    row(Standing.UNKNOWN, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE, IGNORE);
  }

  private Transitions() {}

  static Step of(Standing standing, EventKind event) {
    return requireNonNull(requireNonNull(TABLE.get(standing)).get(event));
  }

  private static void row(
      Standing standing,
      Step requested,
      Step progressed,
      Step ready,
      Step credentialRenewed,
      Step failed,
      Step closeRequested,
      Step expiring,
      Step expired,
      Step closed) {
    Map<EventKind, Step> steps = new EnumMap<>(EventKind.class);
    steps.put(EventKind.REQUESTED, requested);
    steps.put(EventKind.PROGRESSED, progressed);
    steps.put(EventKind.READY, ready);
    steps.put(EventKind.CREDENTIAL_RENEWED, credentialRenewed);
    steps.put(EventKind.FAILED, failed);
    steps.put(EventKind.CLOSE_REQUESTED, closeRequested);
    steps.put(EventKind.EXPIRING, expiring);
    steps.put(EventKind.EXPIRED, expired);
    steps.put(EventKind.CLOSED, closed);
    TABLE.put(standing, steps);
  }
}
