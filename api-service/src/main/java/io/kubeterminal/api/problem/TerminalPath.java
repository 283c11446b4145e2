package io.kubeterminal.api.problem;

import java.net.URI;
import java.util.UUID;

/** Where a terminal is found under this service. */
public final class TerminalPath {

  private TerminalPath() {}

  public static URI of(UUID terminalId) {
    return URI.create("/api/v1/terminals/" + terminalId);
  }
}
