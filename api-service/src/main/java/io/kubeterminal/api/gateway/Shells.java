package io.kubeterminal.api.gateway;

import io.kubeterminal.api.gateway.inside.Address;
import io.kubeterminal.api.gateway.inside.Inside;
import io.kubeterminal.api.gateway.inside.Reached;
import io.kubeterminal.api.gateway.tunnel.Traffic;
import io.kubeterminal.api.gateway.tunnel.Tunnel;
import io.kubeterminal.api.gateway.tunnel.TunnelSettings;
import io.kubeterminal.api.gateway.tunnel.Wire;
import io.kubeterminal.api.problem.Problem;
import io.kubeterminal.api.problem.ProblemCode;
import io.kubeterminal.api.problem.Refused;
import io.kubeterminal.api.view.TerminalView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connects callers with their terminals: first the inside, and only then the browser. */
final class Shells {

  private static final Logger log = LoggerFactory.getLogger(Shells.class);

  private final TerminalView view;
  private final Inside inside;
  private final Seats seats;
  private final OpenShells open;
  private final ShellMeters meters;
  private final UsedTerminals used;
  private final TunnelSettings settings;

  Shells(
      TerminalView view,
      Inside inside,
      Seats seats,
      OpenShells open,
      ShellMeters meters,
      UsedTerminals used,
      TunnelSettings settings) {
    this.view = view;
    this.inside = inside;
    this.seats = seats;
    this.open = open;
    this.meters = meters;
    this.used = used;
    this.settings = settings;
  }

  /** A connection to the terminal that waits for its browser. */
  Shell connect(Address address, String caller) {
    Seats.Taken seat =
        switch (seats.take(address.terminalId(), caller)) {
          case Seats.Taken taken -> taken;
          case Seats.NoneForTerminal none ->
              throw refused(
                  ProblemCode.TOO_MANY_CONNECTIONS,
                  "This terminal has as many connections as it may have.");
          case Seats.NoneForUser none ->
              throw refused(
                  ProblemCode.TOO_MANY_CONNECTIONS,
                  "You have as many connections as you may have.");
          case Seats.None none ->
              throw refused(ProblemCode.TOO_BUSY, "Too many shells are open. Try again.");
        };
    try {
      Tunnel tunnel = reach(address);
      Shell shell = new Shell(seat, tunnel, meters, () -> ended(seat, tunnel));
      open.add(tunnel);
      shell.awaitBrowser();
      return shell;
    } catch (RuntimeException e) {
      seats.giveBack(seat);
      throw e;
    }
  }

  private Tunnel reach(Address address) {
    RowOverseer overseer = new RowOverseer(view, address);
    try {
      return switch (inside.reach(address)) {
        case Reached.Connected(Wire wire, String credential, byte[] early) -> {
          Traffic traffic = traffic(used.of(address.terminalId()));
          yield new Tunnel(wire, credential, early, overseer, traffic, settings);
        }
        case Reached.Unreachable(String why) -> throw unreachable(address, why);
        case Reached.Unauthorized unauthorized ->
            throw unreachable(address, "it does not take our credential, or ended the handshake");
        case Reached.Silent silent ->
            throw refused(ProblemCode.TERMINAL_SILENT, "The terminal does not answer.");
      };
    } catch (RuntimeException e) {
      overseer.close();
      throw e;
    }
  }

  private static Refused unreachable(Address address, String why) {
    log.atWarn()
        .addKeyValue("terminal", address.terminalId())
        .addKeyValue("reason", why)
        .log("A terminal cannot be reached");
    return refused(ProblemCode.TERMINAL_UNREACHABLE, "The terminal cannot be reached.");
  }

  private void ended(Seats.Taken seat, Tunnel tunnel) {
    open.remove(tunnel);
    seats.giveBack(seat);
  }

  private Traffic traffic(UseOfTerminal use) {
    return new Traffic() {
      @Override
      public void typed() {
        use.typed();
      }

      @Override
      public void shown() {
        use.shown();
      }

      @Override
      public void inward(int bytes) {
        meters.inward(bytes);
      }

      @Override
      public void outward(int bytes) {
        meters.outward(bytes);
      }
    };
  }

  private static Refused refused(ProblemCode code, String detail) {
    return new Refused(Problem.of(code, detail));
  }
}
