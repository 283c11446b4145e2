package io.kubeterminal.api.gateway;

import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many shells are open: in all, of each user and of each terminal, each with its bound. */
final class Seats {

  /** What became of the wish for one. */
  sealed interface Wish {}

  /** Give it back. */
  record Taken(UUID terminalId, String user) implements Wish {}

  record NoneForTerminal() implements Wish {}

  record NoneForUser() implements Wish {}

  record None() implements Wish {}

  private final int most;
  private final int mostOfUser;
  private final int mostOfTerminal;
  private final Map<String, Integer> ofUser = new HashMap<>();
  private final Map<UUID, Integer> ofTerminal = new HashMap<>();
  private int taken;

  Seats(int most, int mostOfUser, int mostOfTerminal) {
    this.most = most;
    this.mostOfUser = mostOfUser;
    this.mostOfTerminal = mostOfTerminal;
  }

  synchronized Wish take(UUID terminalId, String user) {
    if (ofTerminal.getOrDefault(terminalId, 0) >= mostOfTerminal) {
      return new NoneForTerminal();
    }
    if (ofUser.getOrDefault(user, 0) >= mostOfUser) {
      return new NoneForUser();
    }
    if (taken >= most) {
      return new None();
    }
    taken++;
    ofUser.merge(user, 1, Integer::sum);
    ofTerminal.merge(terminalId, 1, Integer::sum);
    return new Taken(terminalId, user);
  }

  synchronized void giveBack(Taken seat) {
    taken--;
    ofUser.computeIfPresent(seat.user(), (same, count) -> count == 1 ? null : count - 1);
    ofTerminal.computeIfPresent(seat.terminalId(), (same, count) -> count == 1 ? null : count - 1);
  }

  synchronized int taken() {
    return taken;
  }
}
