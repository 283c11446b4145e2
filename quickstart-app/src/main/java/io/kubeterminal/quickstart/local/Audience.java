package io.kubeterminal.quickstart.local;

import jakarta.websocket.CloseReason;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * The connections to one shell. All are told everything, the slowest sets the pace, and one that
 * comes is shown what there was. Only who came, typed or resized last is told the shell's queries,
 * or the shell would get each answer several times.
 */
final class Audience {

  private final Duration patience;
  private final OutputRecord record;

  /** By when they were last active; the filter goes with what each has been told so far. */
  private final SequencedMap<Outbox, QuietOutput> members = new LinkedHashMap<>();

  private boolean over;

  /**
   * @param patience how long one that takes nothing may hold up others that could go on
   */
  Audience(OutputRecord record, Duration patience) {
    this.record = record;
    this.patience = patience;
  }

  /**
   * Shows what there was, and from now on what comes.
   *
   * @return whether there was anything
   */
  synchronized boolean join(Outbox outbox) {
    QuietOutput quiet = new QuietOutput();
    boolean somethingToShow = !record.isEmpty();
    if (somethingToShow) {
      outbox.put(record.replay(quiet));
    }
    outbox.onTaken(this::wake);
    members.putLast(outbox, quiet);
    wake();
    return somethingToShow;
  }

  synchronized void leave(Outbox outbox) {
    members.remove(outbox);
    wake();
  }

  /** Its client typed or resized: the others are told no queries. */
  synchronized void active(Outbox outbox) {
    QuietOutput quiet = members.get(outbox);
    if (quiet != null) {
      members.putLast(outbox, quiet);
    }
  }

  /** Tells all of them, and waits until each has room for more. */
  synchronized void tell(byte[] bytes, int length) throws InterruptedException {
    record.append(bytes, 0, length);
    Outbox active = members.isEmpty() ? null : members.lastEntry().getKey();
    members.forEach(
        (outbox, quiet) ->
            outbox.put(
                outbox == active ? quiet.pass(bytes, 0, length) : quiet.quieten(bytes, 0, length)));
    awaitRoom();
  }

  private void awaitRoom() throws InterruptedException {
    List<Outbox> full = full();
    while (!over && !full.isEmpty()) {
      if (full.size() == members.size()) {
        // Nobody could go on anyway; a single connection has the shell wait for as long as it
        // likes.
        wait();
      } else {
        Duration left = patience.minus(cutStalled(full));
        wait(Math.max(1, left.toMillis()));
      }
      full = full();
    }
  }

  private List<Outbox> full() {
    return members.keySet().stream().filter(Outbox::isFull).toList();
  }

  /** Cuts who has stalled for too long, and tells how long the longest of the rest has. */
  private Duration cutStalled(List<Outbox> full) {
    Duration longest = Duration.ZERO;
    for (Outbox outbox : full) {
      Duration stalled = outbox.stalled();
      if (stalled.compareTo(patience) >= 0) {
        members.remove(outbox);
        outbox.cut();
        longest = patience;
      } else if (stalled.compareTo(longest) > 0) {
        longest = stalled;
      }
    }
    return longest;
  }

  private synchronized void wake() {
    notifyAll();
  }

  /** The shell has ended; only the first reason counts. */
  synchronized void end(CloseReason why) {
    over = true;
    members.keySet().forEach(outbox -> outbox.finish(why));
    wake();
  }
}
