package io.kubeterminal.api.gateway.inside;

import io.kubeterminal.api.gateway.tunnel.Wire;

/** What became of the attempt to reach a terminal. */
public sealed interface Reached {

  /**
   * Its WebSocket is open.
   *
   * @param credential the one it took
   * @param early what it said right behind its handshake
   */
  record Connected(Wire wire, String credential, byte[] early) implements Reached {}

  /** It takes none of the credentials that there are. */
  record Unauthorized() implements Reached {}

  /** There is no way to it, or something else answers there. */
  record Unreachable(String why) implements Reached {}

  /** It did not answer in time. */
  record Silent() implements Reached {}
}
