package io.kubeterminal.browser;

import com.microsoft.playwright.options.AriaRole;
import io.kubeterminal.testing.SeedClient;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What nobody uses ends, says so before, and says why. */
@BrowserTest
class ExpiryIT {

  private static final int TTL_SECONDS = 60;

  /** A page that was opened counts as use for one TTL. */
  private static final Duration AT_MOST = Duration.ofSeconds(3 * TTL_SECONDS);

  @Test
  void anAbandonedTabLetsItsTerminalEndAndSaysWhy() {
    Site site = Site.shared();
    SeedClient.Answer terminal =
        site.client().create("{\"ttlSeconds\": %d}".formatted(TTL_SECONDS));
    try (Browsing browsing = new Browsing();
        Visit desk = browsing.atADesk(site.origin());
        Visit phone = browsing.onAPhone(site.origin())) {
      TerminalPage atTheDesk = open(desk, site, terminal);
      TerminalPage onThePhone = open(phone, site, terminal);
      onThePhone.button("I am here").waitFor(within(AT_MOST));
      atTheDesk.button("I am here").waitFor();
      desk.page().getByRole(AriaRole.TIMER).first().waitFor();
      onThePhone.button("I am here").click();
      onThePhone.text("It goes on.").waitFor();
      for (TerminalPage page : List.of(atTheDesk, onThePhone)) {
        page.heading("This terminal has ended").waitFor(within(AT_MOST));
        page.text("Nobody used it until its time was up.").first().waitFor();
      }
      for (Visit visit : List.of(desk, phone)) {
        // What was on its way to the terminal just then is told that it has ended.
        visit.forgive(complaint -> complaint.contains("status of 410"));
        visit.assertNothingToComplainOf();
      }
    }
  }

  private static TerminalPage open(Visit visit, Site site, SeedClient.Answer terminal) {
    TerminalPage page = new TerminalPage(visit.page());
    page.goTo(site.pageAt(site.origin())).seeList();
    page.goTo(site.origin() + "/#/terminals/" + terminal.text("terminalId"));
    return page.awaitConnected();
  }

  private static com.microsoft.playwright.Locator.WaitForOptions within(Duration bound) {
    return new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(bound.toMillis());
  }
}
