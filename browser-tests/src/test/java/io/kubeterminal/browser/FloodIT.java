package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Much output neither breaks the connection nor makes Ctrl-C wait. */
@BrowserTest
class FloodIT {

  private static final Duration FLOOD = Duration.ofSeconds(10);
  private static final long CALM_MILLIS = 1_000;

  /**
   * What may come between Ctrl-C and its answer: all that the kernel, Chromium's included, and the
   * programs on the way hold. It is what makes Ctrl-C answer within a second, and does not depend
   * on the machine.
   */
  private static final long MOST_ON_ITS_WAY = 4 * 1024 * 1024;

  /** Counts what comes through the page's socket, and when Ctrl-C was pressed. */
  private static final String COUNT_OUTPUT =
      """
      window.output = { bytes: 0 };
      window.WebSocket = class extends WebSocket {
        constructor(...address) {
          super(...address);
          this.addEventListener('message', ({ data }) => {
            output.bytes += data.byteLength ?? data.length;
          });
        }
      };
      addEventListener('keydown', event => {
        if (event.ctrlKey && event.code === 'KeyC') {
          output.before = output.bytes;
          output.pressed = performance.now();
        }
      }, true);
      """;

  @Test
  void sixtyMegabytesAndTenSecondsOfYes() {
    Site site = Site.shared();
    try (Browsing browsing = new Browsing();
        Visit visit = browsing.atADesk(site.origin())) {
      AtomicInteger connections = new AtomicInteger();
      visit.page().onWebSocket(socket -> connections.incrementAndGet());
      visit.page().addInitScript(COUNT_OUTPUT);
      TerminalPage page = new TerminalPage(visit.page());
      page.goTo(site.pageAt(site.origin())).seeList().openNewTerminal().awaitConnected();

      page.enter("clear; seq 1 7608000 > big; ls -l big; cat big; clear; echo $((6*7))=through");
      page.awaitScreen("42=through", Duration.ofMinutes(3));

      page.enter("yes abcdefghijklmnopqrstuvwxyz");
      page.awaitScreen("abcdefghijklmnopqrstuvwxyz\nabcdefghijklmnopqrstuvwxyz");
      await("ten seconds of flood")
          .atMost(FLOOD.multipliedBy(2))
          .during(FLOOD)
          .pollInSameThread()
          .pollInterval(Duration.ofMillis(500))
          .until(() -> page.screen().contains("abcdefghijklmnopqrstuvwxyz\nabcdef"));
      page.press("Control+C");
      page.awaitScreen("^C");
      long behind = number(visit, "output.bytes - output.before");
      long millis = number(visit, "performance.now() - output.pressed");
      System.out.printf("Ctrl-C answered %d KB and %d ms later%n", behind / 1_024, millis);
      page.enter("clear; echo $((6*7))=calm").awaitScreen("42=calm");

      assertThat(behind).isLessThan(MOST_ON_ITS_WAY);
      assertThat(millis).isLessThan(CALM_MILLIS);
      assertThat(connections).hasValue(1);
      visit.assertNothingToComplainOf();
    }
  }

  private static long number(Visit visit, String expression) {
    return ((Number) visit.page().evaluate("() => " + expression)).longValue();
  }
}
