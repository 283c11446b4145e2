package io.kubeterminal.api.gateway;

import io.kubeterminal.api.publish.Beats;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The terminals that have had a shell here. They are remembered for as long as they live: a tab
 * that connects again is no new sign of a person.
 */
final class UsedTerminals {

  /** A terminal with a short TTL is not silent while somebody types now and then. */
  private static final int BEATS_IN_A_TTL = 4;

  private final Map<UUID, UseOfTerminal> used = new HashMap<>();
  private final TerminalView view;
  private final Beats beats;
  private final InstantSource clock;
  private final Duration period;
  private final Duration unattended;

  UsedTerminals(
      TerminalView view, Beats beats, InstantSource clock, Duration period, Duration unattended) {
    this.view = view;
    this.beats = beats;
    this.clock = clock;
    this.period = period;
    this.unattended = unattended;
  }

  synchronized UseOfTerminal of(UUID terminalId) {
    UseOfTerminal known = used.get(terminalId);
    if (known == null) {
      used.keySet().removeIf(this::over);
      known = begin(terminalId);
      used.put(terminalId, known);
    }
    return known;
  }

  private boolean over(UUID terminalId) {
    Terminal terminal = view.find(terminalId);
    return terminal == null || terminal.endingOrEnded();
  }

  private UseOfTerminal begin(UUID terminalId) {
    Terminal terminal = view.find(terminalId);
    // Whoever was there may have been so through another replica, or before a restart.
    Instant lastBeat = terminal == null ? null : terminal.lastBeat();
    BeatRule rule = new BeatRule(period(terminal), unattended, lastBeat);
    return new UseOfTerminal(terminalId, rule, beats, clock);
  }

  private Duration period(@Nullable Terminal terminal) {
    if (terminal == null) {
      return period;
    }
    Duration shorter = Duration.ofSeconds(terminal.row().getTtlSeconds()).dividedBy(BEATS_IN_A_TTL);
    return shorter.compareTo(period) < 0 ? shorter : period;
  }
}
