package io.kubeterminal.api.limits;

import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.schema.Phase;
import java.time.Duration;
import java.util.UUID;

/** Lets owners have terminals, and no more than they may have. */
public final class Limits {

  /** A terminal that ends is gone within seconds; whether another one ends nobody knows. */
  private static final Duration SOON = Duration.ofSeconds(5);

  private static final Duration LATER = Duration.ofSeconds(60);

  private final TerminalView view;
  private final Places places;
  private final CreateRate rate;
  private final Surplus surplus;

  Limits(TerminalView view, Places places, CreateRate rate, Surplus surplus) {
    this.view = view;
    this.places = places;
    this.rate = rate;
    this.surplus = surplus;
  }

  /** Whether the owner may have this terminal. */
  public Admission admit(String owner, UUID id) {
    if (!places.take(owner, id)) {
      return new Admission.TooMany(again(owner));
    }
    Duration wait = rate.take(owner, System.nanoTime());
    if (!wait.isZero()) {
      places.arrived(owner, id);
      return new Admission.TooOften(wait);
    }
    surplus.lookAfter(id, owner);
    return new Admission.Admitted();
  }

  /** What became of an admitted terminal's request; the view knows of it if it was acknowledged. */
  public void told(String owner, UUID id, Publisher.Outcome outcome) {
    places.arrived(owner, id);
    if (outcome instanceof Publisher.Unavailable(Publisher.Cause cause)
        && cause != Publisher.Cause.KAFKA) {
      surplus.letGo(id);
    }
  }

  /** Whether it is one too many, after all; then its end is asked for. */
  public boolean tooMany(Terminal terminal) {
    return surplus.end(terminal);
  }

  /** When to ask again whoever has as many as he may have. */
  public Duration again(String owner) {
    return view.live(owner).stream().anyMatch(row -> row.getPhase() == Phase.CLOSING)
        ? SOON
        : LATER;
  }
}
