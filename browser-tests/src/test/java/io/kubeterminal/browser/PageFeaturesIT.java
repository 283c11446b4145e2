package io.kubeterminal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the page offers around the screen of a terminal. */
@BrowserTest
class PageFeaturesIT {

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

  @Test
  void findsInEverythingThatTheScreenRemembers() {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = terminal.open(visit);
      page.enter("clear; for i in 1 2 3; do echo nee''dle $i; seq 1 100; done; echo do''ne");
      page.awaitScreen("done").press("Control+Shift+F");
      Locator bar = visit.page().getByRole(AriaRole.SEARCH);
      Locator count = bar.getByRole(AriaRole.STATUS);
      assertThat(bar.getByRole(AriaRole.SEARCHBOX)).isFocused();

      page.type("needle");
      assertThat(count).hasText("1 of 3");
      page.awaitScreen("needle 1").press("Enter");
      assertThat(count).hasText("2 of 3");
      page.awaitScreen("needle 2");
      page.button("Next match").click();
      assertThat(count).hasText("3 of 3");
      page.button("Previous match").click();
      assertThat(count).hasText("2 of 3");
      bar.getByRole(AriaRole.SEARCHBOX).press("Shift+Enter");
      assertThat(count).hasText("1 of 3");
      page.type("less");
      assertThat(count).hasText("No matches");

      page.press("Escape");
      assertThat(bar).isHidden();
      assertThat(page.input()).isFocused();
      page.enter("echo $((6*7))=on").awaitScreen("42=on");
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void copiesWhatTheMouseHasSelected() {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = terminal.open(visit);
      ScreenMouse mouse = new ScreenMouse(visit.page());
      page.enter("clear; echo one-w''ord and t''wo more").awaitScreen("one-word and two more");

      page.button("Copy").click();
      page.text("Nothing is selected.").waitFor();
      mouse.doubleClick("one-word");
      page.button("Copy").click();
      page.text("Copied.").waitFor();
      assertThat(clipboard(visit.page())).isEqualTo("one-word");

      mouse.select("and two more");
      page.press("Control+Shift+C");
      visit.page().waitForCondition(() -> clipboard(visit.page()).equals("and two more"));
      assertThat(page.screen()).doesNotContain("^C");
      assertThat(page.input()).isFocused();
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void pastesWithAButton() {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = terminal.open(visit);
      visit.page().evaluate("navigator.clipboard.writeText('echo $((6*7))=pasted')");
      page.button("Paste").click();
      page.awaitScreen("echo $((6*7))=pasted").press("Enter").awaitScreen("42=pasted");
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void asksBeforeItOpensALink() {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = terminal.open(visit);
      ScreenMouse mouse = new ScreenMouse(visit.page());
      visit
          .context()
          .route(
              Pattern.compile("^http://example\\.com/.*"),
              route -> route.fulfill(new Route.FulfillOptions().setBody("elsewhere")));
      page.enter("clear; printf '\\e]8;;http://example.com/real\\e\\\\lin''king\\e]8;;\\e\\\\\\n'");
      page.enter("echo at http://example.com/'a?b=1'").awaitScreen("at http://example.com/a?b=1");
      page.awaitScreen("linking");
      Locator dialog = dialog(visit.page(), "Open this link?");

      mouse.click("linking");
      assertThat(dialog).containsText("http://example.com/real");
      dialog.getByText("Stay here").click();
      assertThat(dialog).isHidden();
      assertThat(page.input()).isFocused();
      assertThat(visit.context().pages()).hasSize(1);

      mouse.click("at http://example.com/a?b=1");
      assertThat(dialog).containsText("http://example.com/a?b=1");
      Page opened = visit.context().waitForPage(() -> dialog.getByText("Open link").last().click());
      opened.waitForLoadState();
      assertThat(opened.url()).isEqualTo("http://example.com/a?b=1");
      assertThat(opened.evaluate("opener === null && document.referrer === ''")).isEqualTo(true);
      visit.forgive(complaint -> complaint.endsWith("origin: http://example.com/a?b=1"));
      visit.forgive(complaint -> complaint.contains("http://example.com/favicon.ico"));
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void offersANewShellWhenTheShellHasEnded() {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = terminal.open(visit);
      String first = page.shellId("first");
      page.enter("exit");
      page.text("The shell has ended. Press Enter for a new one.").waitFor();
      page.press("Enter").awaitConnected();
      String second = page.shellId("second");
      assertThat(second).isNotEqualTo(first);

      page.enter("exit");
      page.button("New shell").click();
      page.awaitConnected();
      assertThat(page.shellId("third")).isNotEqualTo(second);
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void keepsTheLooksThatWereChosen() {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit()) {
      TerminalPage page = terminal.open(visit);
      Page document = visit.page();
      Locator root = document.locator("html");
      int rows = page.rows();
      page.button("Options").click();
      Locator options = dialog(document, "Options");
      options.getByLabel("Dark").check();
      assertThat(root).hasAttribute("data-theme", "dark");
      for (int i = 0; i < 6; i++) {
        page.button("Larger").click();
      }
      page.button("Smaller").click();
      assertThat(options.getByLabel("Font size")).hasText("19 px");
      page.button("Done").click();
      assertThat(options).isHidden();
      document.waitForCondition(() -> page.rows() < rows);

      document.reload();
      page.awaitConnected();
      assertThat(root).hasAttribute("data-theme", "dark");
      assertThat(page.rows()).isLessThan(rows);
      page.press("Control+0");
      document.waitForCondition(() -> page.rows() == rows);

      page.button("Options").click();
      options.getByLabel("Light").check();
      assertThat(root).hasAttribute("data-theme", "light");
      options.getByLabel("As the system").check();
      document.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
      assertThat(root).hasAttribute("data-theme", "dark");
      document.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
      assertThat(root).hasAttribute("data-theme", "light");
      visit.assertNothingToComplainOf();
    }
  }

  private static Locator dialog(Page page, String name) {
    return page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName(name));
  }

  private static String clipboard(Page page) {
    return (String) page.evaluate("navigator.clipboard.readText()");
  }
}
