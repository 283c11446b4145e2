package io.kubeterminal.quickstart;

/** What the console says once everything runs: where it is, and how to create a terminal. */
final class Welcome {

  private Welcome() {}

  static String text(String url, String kafka, String registry, boolean kubernetes) {
    String token = kubernetes ? "'\"$(kubectl create token default)\"'" : "none";
    String use =
        kubernetes
            ? "open http://<endPoint>/ in a browser"
            : "connect to ws://<endPoint>/ws as ttyd's own page does (subprotocol tty)";
    return """

    Ready at %1$s (Ctrl-C ends it and keeps the data)

    Create a terminal; the answer names its terminalId and endPoint:
      curl -s %1$s/api/v1/terminals -H 'Content-Type: application/json' \\
        -d '{"user": "me", "token": "%2$s"}'
    Use it: %3$s
    Keep it (10 minutes without a beat end it):
      curl -s -X POST %1$s/api/v1/terminals/<terminalId>/heartbeat
    List all of yours:
      curl -s '%1$s/api/v1/terminals?user=me'
    Close it:
      curl -s -X DELETE %1$s/api/v1/terminals/<terminalId>
    Events, for other services: Kafka %4$s, schema registry %5$s
    """
        .formatted(url, token, use, kafka, registry);
  }
}
