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
  private static final Duration CALM = Duration.ofSeconds(1);

  @Test
  void sixtyMegabytesAndTenSecondsOfYes() {
    Site site = Site.shared();
    try (Browsing browsing = new Browsing();
        Visit visit = browsing.atADesk(site.origin())) {
      AtomicInteger connections = new AtomicInteger();
      visit.page().onWebSocket(socket -> connections.incrementAndGet());
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
      page.awaitScreen("^C", CALM);
      page.enter("clear; echo $((6*7))=calm").awaitScreen("42=calm");

      assertThat(connections).hasValue(1);
      visit.assertNothingToComplainOf();
    }
  }
}
