package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;

/** The printed address signs in once; whoever comes later with it learns what to do. */
@BrowserTest
class SignInIT {

  @Test
  void thePrintedAddressOpensOnce() {
    Site site = Site.shared();
    try (Browsing browsing = new Browsing()) {
      try (Visit visit = browsing.atADesk(site.origin())) {
        TerminalPage page = new TerminalPage(visit.page());
        page.goTo(site.firstPage()).seeList();
        assertThat(visit.page().url()).doesNotContain("key");
        visit.page().reload();
        page.seeList();
        visit.assertNothingToComplainOf();
      }
      try (Visit visit = browsing.atADesk(site.origin())) {
        TerminalPage page = new TerminalPage(visit.page());
        page.goTo(site.firstPage());
        page.heading("Sign in").waitFor();
        assertThat(visit.page().getByRole(AriaRole.ALERT).first().textContent()).isNotBlank();
        visit.page().getByLabel("URL or key").fill(site.client().key());
        page.button("Sign in").click();
        page.seeList();
        visit.forgive(complaint -> complaint.contains("401"));
        visit.assertNothingToComplainOf();
      }
    }
  }
}
