package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Address;
import io.kubeterminal.api.gateway.tunnel.Ending;
import io.kubeterminal.api.gateway.tunnel.Overseer;
import io.kubeterminal.api.view.Terminal;
import io.kubeterminal.api.view.TerminalView;
import io.kubeterminal.api.view.Watch;
import io.kubeterminal.schema.EndReason;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Ends a shell when the row says that its terminal has ended, or is somewhere else. */
final class RowOverseer implements Overseer {

  private final TerminalView view;
  private final Address address;
  private Watch watch;
  private boolean looked;

  RowOverseer(TerminalView view, Address address) {
    this.view = view;
    this.address = address;
    this.watch = view.watch(address.terminalId());
  }

  @Override
  public @Nullable Ending await(Duration bound) {
    if (!looked) {
      // What happened before the watch began.
      looked = true;
      return now();
    }
    return switch (watch.next(bound)) {
      case Watch.Changed(Terminal terminal) -> judge(terminal);
      case Watch.Gone gone -> Ending.terminalEnded(EndReason.UNKNOWN.name());
      case Watch.Over over -> Thread.currentThread().isInterrupted() ? null : watchAgain();
      case null -> null;
    };
  }

  /** The watch is over because too much happened at once, or because the service stops. */
  private @Nullable Ending watchAgain() {
    watch.close();
    watch = view.watch(address.terminalId());
    return watch.next(Duration.ZERO) instanceof Watch.Over ? Ending.STOPPED : now();
  }

  private @Nullable Ending now() {
    Terminal terminal = view.find(address.terminalId());
    return terminal == null ? Ending.terminalEnded(EndReason.UNKNOWN.name()) : judge(terminal);
  }

  private @Nullable Ending judge(Terminal terminal) {
    if (terminal.endingOrEnded()) {
      EndReason reason = terminal.row().getReason();
      return Ending.terminalEnded((reason == null ? EndReason.UNKNOWN : reason).name());
    }
    Address where = ReadyTerminals.address(terminal);
    return where == null || where.equals(address) ? null : Ending.MOVED;
  }

  @Override
  public void close() {
    watch.close();
  }
}
