package io.kubeterminal.api.gateway.inside;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out whether there is a direct way, or only a way around. Once the way around was the one
 * that worked it is kept, so that nobody waits for the direct one in vain again.
 */
public final class FoundWay implements WayInside {

  private static final Logger log = LoggerFactory.getLogger(FoundWay.class);

  /** The part of the bound that the direct way has: a first packet may be lost and sent again. */
  private static final int SHARE = 3;

  private final WayInside direct;
  private final WayInside around;
  private volatile boolean onlyAround;

  public FoundWay(WayInside direct, WayInside around) {
    this.direct = direct;
    this.around = around;
  }

  @Override
  public Wire open(Address address, Duration bound) throws IOException {
    if (onlyAround) {
      return around.open(address, bound);
    }
    long start = System.nanoTime();
    try {
      return direct.open(address, bound.dividedBy(SHARE));
    } catch (IOException noWay) {
      try {
        Wire wire = around.open(address, bound.minusNanos(System.nanoTime() - start));
        found(address, noWay);
        return wire;
      } catch (IOException e) {
        e.addSuppressed(noWay);
        throw e;
      }
    }
  }

  private void found(Address address, IOException noWay) {
    onlyAround = true;
    log.atInfo()
        .addKeyValue("host", address.host())
        .addKeyValue("reason", noWay.getMessage())
        .log("Pods cannot be reached directly; terminals are reached through port-forward");
  }
}
