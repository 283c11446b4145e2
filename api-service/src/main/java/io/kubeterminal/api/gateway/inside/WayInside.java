package io.kubeterminal.api.gateway.inside;

import io.kubeterminal.api.gateway.tunnel.Wire;
import java.io.IOException;
import java.time.Duration;

/** A way to the port on which a terminal's own server listens. */
public interface WayInside {

  /**
   * Opens it.
   *
   * @throws java.net.SocketTimeoutException when nothing answers within the bound
   * @throws IOException when there is no way
   */
  Wire open(Address address, Duration bound) throws IOException;
}
