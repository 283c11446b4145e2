package io.kubeterminal.browser;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Terminals that the page is told of instead of the service's: a moment of theirs that lasts long
 * enough for a picture, and looks the same on every machine.
 */
final class ToldTerminals {

  /** Tells all at once, and stays open. */
  private static final String STREAM =
      """
      window.EventSource = class extends EventTarget {
        static CLOSED = 2;
        readyState = 1;
        constructor() {
          super();
          setTimeout(() => {
            this.onopen?.();
            for (const terminal of [%s]) this.#tell('terminal', terminal);
            this.#tell('listed', {});
          });
        }
        #tell(name, data) {
          this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }));
        }
        close() {}
      };
      """;

  private static final String CHOICES =
      """
      {"user": "ann", "namespace": "shop", "images": [], "credential": "optional",
       "ttlSeconds": {"default": 600, "min": 60, "max": 86400}}
      """;

  private final List<String> terminals = new ArrayList<>();
  private final Instant now = Instant.now();

  ToldTerminals ready(String id, String namespace, int minutesOld, int secondsLeft) {
    return add(
        id,
        namespace,
        minutesOld,
        """
        "state": "READY", "step": "READY", "lastHeartbeat": "%s", "expiresAt": "%s",
        "expiring": %s
        """
            .formatted(now.minusSeconds(4), now.plusSeconds(secondsLeft), secondsLeft < 120));
  }

  ToldTerminals starting(String id, String namespace, String step) {
    return add(id, namespace, 0, "\"state\": \"REQUESTED\", \"step\": \"" + step + "\"");
  }

  ToldTerminals ended(String id, String namespace, int minutesOld, String reason) {
    return add(
        id,
        namespace,
        minutesOld,
        """
        "state": "CLOSED", "step": "READY", "reason": "%s", "endedAt": "%s", "readyAt": "%s"
        """
            .formatted(reason, now.minusSeconds(90), now.minus(minutesOld, ChronoUnit.MINUTES)));
  }

  ToldTerminals failed(String id, String namespace, String reason, String message) {
    return add(
        id,
        namespace,
        3,
        """
        "state": "FAILED", "step": "SCHEDULED", "reason": "%s", "message": "%s", "endedAt": "%s"
        """
            .formatted(reason, message, now));
  }

  private ToldTerminals add(String id, String namespace, int minutesOld, String more) {
    terminals.add(
        """
        {"terminalId": "%s", "namespace": "%s", "owner": "ann", "ttlSeconds": 1800,
         "requestedAt": "%s", %s}
        """
            .formatted(
                id, namespace, now.minus(minutesOld, ChronoUnit.MINUTES).minusSeconds(7), more));
    return this;
  }

  /** From the next navigation on. */
  void on(Page page) {
    page.addInitScript(STREAM.formatted(String.join(",", terminals)));
    page.route(
        "**/api/v1/choices",
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(CHOICES)));
  }
}
