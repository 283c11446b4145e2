package io.kubeterminal.api.gateway.inside;

import java.util.UUID;

/**
 * Where a terminal's server is, by its row.
 *
 * @param host an IP address or host name, without brackets
 */
public record Address(UUID terminalId, String host, int port) {

  /** As in a URL: an IPv6 address in brackets. */
  String authority() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
