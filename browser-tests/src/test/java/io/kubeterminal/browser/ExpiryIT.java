package io.kubeterminal.browser;

import com.microsoft.playwright.options.AriaRole;
import io.kubeterminal.testing.SeedClient;
import java.time.Duration;
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
        Visit visit = browsing.atADesk(site.origin())) {
      TerminalPage page = new TerminalPage(visit.page());
      page.goTo(site.pageAt(site.origin())).seeList();
      page.goTo(site.origin() + "/#/terminals/" + terminal.text("terminalId")).awaitConnected();
      page.button("I am here").waitFor(within(AT_MOST));
      visit.page().getByRole(AriaRole.TIMER).first().waitFor();
      page.button("I am here").click();
      page.text("It goes on.").waitFor();
      page.heading("This terminal has ended").waitFor(within(AT_MOST));
      page.text("Nobody used it until its time was up.").first().waitFor();
      visit.assertNothingToComplainOf();
    }
  }

  private static com.microsoft.playwright.Locator.WaitForOptions within(Duration bound) {
    return new com.microsoft.playwright.Locator.WaitForOptions().setTimeout(bound.toMillis());
  }
}
