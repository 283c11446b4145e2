package io.kubeterminal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The list, the form for a new terminal, the tabs, and all of it without a mouse. */
@BrowserTest
class ListAndTabsIT {

  private static final int FEW = 20;

  private static Browsing browsing;

  @BeforeAll
  static void start() {
    browsing = new Browsing();
  }

  @AfterAll
  static void stop() {
    browsing.close();
  }

  private static Visit visit() {
    return browsing.atADesk(Site.shared().origin());
  }

  private static TerminalPage list(Visit visit) {
    Site site = Site.shared();
    return new TerminalPage(visit.page()).goTo(site.pageAt(site.origin())).seeList();
  }

  @Test
  void theListTellsHowATerminalIsAndWhyItEnded() {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = list(visit);
      Locator card = card(visit.page(), "Live terminals", terminal);
      assertThat(fact(card, "Created")).hasText(Pattern.compile("just now|ago"));
      assertThat(fact(card, "Time left")).hasText(Pattern.compile("\\d+:\\d\\d"));
      assertThat(card).containsText("Ready");

      Locator dialog = visit.page().getByRole(AriaRole.DIALOG);
      page.button("Close " + terminal.name()).click();
      assertThat(dialog).containsText("Close " + terminal.name() + "?");
      dialog.getByText("Keep it").click();
      assertThat(dialog).isHidden();
      assertThat(card).containsText("Ready");

      page.button("Close " + terminal.name()).click();
      dialog.getByText("Close terminal").click();
      Locator ended = card(visit.page(), "Ended terminals", terminal);
      assertThat(ended).containsText("You closed it.");
      assertThat(ended.getByRole(AriaRole.BUTTON)).hasCount(0);
      assertThat(card).hasCount(0);
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void twoTerminalsInTwoTabsWithTheKeysOfTabs() {
    try (FreshTerminal one = FreshTerminal.create();
        FreshTerminal two = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = one.open(visit);
      page.enter("clear; echo fi''rst").awaitScreen("first");
      two.show(page).enter("clear; echo se''cond").awaitScreen("second");
      Locator list = tab(visit.page(), "My terminals");
      Locator first = tab(visit.page(), one.name());
      Locator second = tab(visit.page(), two.name());
      assertIsChosen(second);

      page.press("Control+F6").press("Control+F6");
      assertThat(second).isFocused();
      page.press("ArrowLeft");
      assertIsChosen(first);
      assertThat(first).isFocused();
      page.awaitScreen("first").press("Home");
      assertThat(list).isFocused();
      assertThat(page.heading("My terminals")).isVisible();
      page.press("ArrowLeft");
      assertThat(second).isFocused();
      page.awaitScreen("second").press("ArrowLeft").awaitScreen("first").press("Enter");
      assertThat(page.input()).isFocused();
      page.enter("echo $((6*7))=typed").awaitScreen("42=typed");

      page.press("Control+F6").press("Control+F6").press("Delete");
      assertThat(first).hasCount(0);
      assertIsChosen(second);
      assertThat(second).isFocused();
      assertThat(Site.shared().client().get(one.id()).text("state")).isEqualTo("READY");

      first.page().goBack();
      assertIsChosen(tab(visit.page(), one.name()));
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void theWholeWayWithoutAMouse() {
    Site site = Site.shared();
    try (Visit visit = visit()) {
      TerminalPage page = new TerminalPage(visit.page()).goTo(site.origin());
      assertThat(visit.page().getByLabel("URL or key")).isFocused();
      page.enter(site.pageAt(site.origin())).seeList();
      tabTo(page, page.button("New terminal").first());
      page.press("Enter");
      assertThat(visit.page().getByLabel("Namespace")).isFocused();
      page.press("Enter");
      assertThat(page.connection()).hasText("Connected");
      assertThat(page.input()).isFocused();
      page.enter("echo $((6*7))=answer").awaitScreen("42=answer");

      page.press("Control+F6");
      assertThat(page.button("Find")).isFocused();
      tabTo(page, page.button("Close terminal"));
      page.press("Enter");
      Locator dialog = visit.page().getByRole(AriaRole.DIALOG);
      assertThat(dialog.getByText("Keep it")).isFocused();
      page.press("Tab").press("Enter");
      page.text("You closed it.").first().waitFor();
      assertThat(page.input()).not().isFocused();
      Locator back = link(visit.page(), "Back to the list");
      tabTo(page, back);
      page.press("Enter").seeList();
      assertThat(tab(visit.page(), "My terminals")).isFocused();
      // Not signed in yet; and what was asked between the end of the terminal and the news of it.
      visit.forgive(complaint -> complaint.contains("401") || complaint.contains("410"));
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void aWrongNamespaceIsSaidAtItsField() {
    try (Visit visit = visit()) {
      TerminalPage page = list(visit);
      page.button("New terminal").first().click();
      Locator namespace = visit.page().getByLabel("Namespace");
      namespace.fill("A!");
      page.button("Open terminal").click();
      assertThat(namespace).isFocused();
      assertThat(namespace).hasAttribute("aria-invalid", "true");
      assertThat(namespace).hasAccessibleDescription(Pattern.compile("Small letters, digits"));
      namespace.fill("a");
      assertThat(namespace).not().hasAttribute("aria-invalid", "true");
      visit.assertNothingToComplainOf();
    }
  }

  /** As the API tells it: at a field of the form, or above it where it belongs to none. */
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "422, |{'code': 'INVALID_REQUEST', 'field': 'namespace', 'detail': 'No such namespace.'}|,"
            + "true, No such namespace. Change it and try again.",
        "422, |{'code': 'TERMINAL_REFUSED', 'detail': 'Refused.', 'message': 'no <b>rights</b>'}|,"
            + "false, |The cluster says: no <b>rights</b>|",
        "503, |{'code': 'TOO_BUSY', 'detail': 'Busy.'}|, false, Busy. Try again in a moment.",
      })
  void whatOnlyTheServerFindsIsSaid(int status, String problem, boolean atField, String words) {
    try (Visit visit = visit()) {
      TerminalPage page = list(visit);
      visit
          .page()
          .route(
              "**/api/v1/terminals",
              route ->
                  route.fulfill(
                      new Route.FulfillOptions()
                          .setStatus(status)
                          .setContentType("application/problem+json")
                          .setBody(problem.replace('\'', '"'))));
      page.button("New terminal").first().click();
      Locator namespace = visit.page().getByLabel("Namespace");
      page.button("Open terminal").click();
      if (atField) {
        assertThat(namespace).hasAccessibleDescription(Pattern.compile(words));
        assertThat(namespace).isFocused();
      } else {
        Locator alert = visit.page().getByRole(AriaRole.DIALOG).getByRole(AriaRole.ALERT);
        assertThat(alert).containsText(words);
        assertThat(namespace).not().hasAttribute("aria-invalid", "true");
      }
      assertThat(page.button("Open terminal")).isEnabled();
      page.press("Escape");
      assertThat(visit.page().getByRole(AriaRole.DIALOG)).hasCount(0);
      assertThat(page.button("New terminal").first()).isFocused();
      visit.forgive(complaint -> complaint.contains("status of " + status));
      visit.assertNothingToComplainOf();
    }
  }

  private static void tabTo(TerminalPage page, Locator wanted) {
    for (int i = 0; i < FEW; i++) {
      page.press("Tab");
      if ((boolean) wanted.evaluate("element => element === document.activeElement")) {
        return;
      }
    }
    assertThat(wanted).isFocused();
  }

  private static void assertIsChosen(Locator tab) {
    assertThat(tab).hasAttribute("aria-selected", "true");
  }

  private static Locator card(Page page, String list, FreshTerminal terminal) {
    return page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName(list))
        .getByRole(AriaRole.LISTITEM)
        .filter(new Locator.FilterOptions().setHasText(terminal.name()));
  }

  private static Locator fact(Locator card, String term) {
    return card.locator("div", new Locator.LocatorOptions().setHasText(term)).locator("dd").first();
  }

  private static Locator tab(Page page, String name) {
    return page.getByRole(AriaRole.TAB, new Page.GetByRoleOptions().setName(name));
  }

  private static Locator link(Page page, String name) {
    return TerminalPage.visible(
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)));
  }
}
