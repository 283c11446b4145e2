package io.kubeterminal.api.gateway;

import io.kubeterminal.api.publish.Beats;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.publish.Publisher.Unavailable;
import java.time.InstantSource;
import java.util.UUID;

/**
 * Turns what passes through all shells of one terminal here into beats. They are written in threads
 * of their own, one at a time: Kafka's trouble never holds up a keystroke.
 */
final class UseOfTerminal {

  private final UUID terminalId;
  private final BeatRule rule;
  private final Beats beats;
  private final InstantSource clock;
  private boolean onItsWay;

  UseOfTerminal(UUID terminalId, BeatRule rule, Beats beats, InstantSource clock) {
    this.terminalId = terminalId;
    this.rule = rule;
    this.beats = beats;
    this.clock = clock;
  }

  synchronized void typed() {
    beatIf(rule.typed(clock.instant()));
  }

  synchronized void shown() {
    beatIf(rule.shown(clock.instant()));
  }

  private void beatIf(boolean due) {
    if (due && !onItsWay) {
      onItsWay = true;
      Thread.ofVirtual().name("shell-beat").start(this::beat);
    }
  }

  private void beat() {
    boolean written = false;
    try {
      written =
          switch (beats.beat(terminalId)) {
            case Acknowledged acknowledged -> true;
            case Unavailable unavailable -> false;
          };
    } finally {
      concluded(written);
    }
  }

  private synchronized void concluded(boolean written) {
    onItsWay = false;
    if (!written) {
      rule.lost();
    }
  }
}
