package io.kubeterminal.api.gateway.inside;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;

/** What listens on this machine alone is reached directly, everything else another way. */
public final class NearWay implements WayInside {

  private final WayInside direct;
  private final WayInside far;

  public NearWay(WayInside direct, WayInside far) {
    this.direct = direct;
    this.far = far;
  }

  @Override
  public Wire open(Address address, Duration bound) throws IOException {
    return (isNear(address.host()) ? direct : far).open(address, bound);
  }

  private static boolean isNear(String host) {
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException name) {
      return "localhost".equalsIgnoreCase(host);
    }
  }
}
