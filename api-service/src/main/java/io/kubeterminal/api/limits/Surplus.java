package io.kubeterminal.api.limits;

import io.kubeterminal.api.publish.Publisher;
import io.kubeterminal.api.publish.Publisher.Acknowledged;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.Watch;
import io.kubeterminal.schema.EndReason;
import io.kubeterminal.schema.TerminalCloseRequested;
import io.kubeterminal.topic.Topics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ends what several replicas together let in too much. Each looks after the terminals that were
 * asked for through it, from the request until they are ready or have ended; see decision 18.
 */
final class Surplus implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Surplus.class);

  /** How often it looks again at those of which nothing was heard. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  private final TerminalView view;
  private final Publisher publisher;
  private final InstantSource clock;
  private final int most;
  private final int mostOwn;
  private final Map<UUID, String> own = new LinkedHashMap<>();
  private volatile @Nullable Thread looking;

  /**
   * @param most terminals that one owner may have
   * @param mostOwn terminals looked after; of more than that the oldest are let go
   */
  Surplus(TerminalView view, Publisher publisher, InstantSource clock, int most, int mostOwn) {
    this.view = view;
    this.publisher = publisher;
    this.clock = clock;
    this.most = most;
    this.mostOwn = mostOwn;
  }

  void lookAfter(UUID id, String owner) {
    synchronized (own) {
      own.put(id, owner);
      if (own.size() > mostOwn) {
        own.remove(own.keySet().iterator().next());
      }
    }
  }

  void letGo(UUID id) {
    synchronized (own) {
      own.remove(id);
    }
  }

  /** Ends the terminal if it is one too many; whether it is. */
  boolean end(Terminal terminal) {
    UUID id = terminal.row().getTerminalId();
    String owner = terminal.row().getOwner();
    if (terminal.pending() || !Ranking.isSurplus(id, view.live(owner), most)) {
      return false;
    }
    if (claim(id) && !(close(id, owner) instanceof Acknowledged)) {
      lookAfter(id, owner);
    }
    return true;
  }

  /** Whoever claims it first is the one who asks for its end. */
  private boolean claim(UUID id) {
    synchronized (own) {
      return own.remove(id) != null;
    }
  }

  private Publisher.Outcome close(UUID id, String owner) {
    log.atInfo()
        .addKeyValue("terminal", id)
        .addKeyValue("owner", owner)
        .log("A terminal is one too many: two replicas let its owner in at once");
    return publisher.publish(
        Topics.TERMINAL_EVENTS,
        id,
        new TerminalCloseRequested(id, EndReason.QUOTA, owner, clock.instant(), null));
  }

  private void lookFor(@Nullable String owner) {
    List<UUID> ids;
    synchronized (own) {
      ids =
          own.entrySet().stream()
              .filter(entry -> owner == null || owner.equals(entry.getValue()))
              .map(Map.Entry::getKey)
              .toList();
    }
    for (UUID id : ids) {
      Terminal terminal = view.find(id);
      if (terminal != null && terminal.settled()) {
        letGo(id);
      } else if (terminal != null) {
        end(terminal);
      }
    }
  }

  private boolean looksAfterAny() {
    synchronized (own) {
      return !own.isEmpty();
    }
  }

  private void look() {
    while (isRunning()) {
      try (Watch watch = view.watchAll()) {
        lookFor(null);
        look(watch);
      }
    }
  }

  private void look(Watch watch) {
    while (isRunning()) {
      switch (watch.next(LOOK)) {
        case Watch.Changed(Terminal terminal) when looksAfterAny() ->
            lookFor(terminal.row().getOwner());
        case Watch.Changed changed -> {}
        case Watch.Gone gone -> {}
        case Watch.Over over -> {
          return;
        }
        case null -> lookFor(null);
      }
    }
  }

  @Override
  public void start() {
    looking = Thread.ofVirtual().name("surplus").unstarted(this::look);
    looking.start();
  }

  @Override
  public void stop() {
    Thread thread = looking;
    looking = null;
    if (thread != null) {
      thread.interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return looking != null;
  }
}
