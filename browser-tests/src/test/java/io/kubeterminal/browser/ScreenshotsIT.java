package io.kubeterminal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pictures of the README. */
@BrowserTest
class ScreenshotsIT {

  private static final String STARTING = "5b0e7d12-63c4-4f0e-9a51-0e6b5d6f7a01";

  /** Files in colours, and a table whose lines meet although its letters are wide. */
  private static final String SOMETHING_TO_SEE =
      """
      mkdir -p charts manifests; touch notes.md deploy.sh logs.tar.gz; chmod +x deploy.sh
      ln -sf notes.md latest; cat > greetings <<'END'
      ┌──────────┬────────────┬────┐
      │ English  │ Hello      │ 🙂 │
      │ 日本語   │ こんにちは │ 🍵 │
      │ 한국어   │ 안녕하세요 │ 🌱 │
      │ Français │ À bientôt  │ 🥐 │
      └──────────┴────────────┴────┘
      END
      rainbow() { for i in $(seq 0 6 252); do printf '\\e[48;2;%d;%d;%dm ' \
      $((255-i)) $((i*3/4)) $i; done; printf '\\e[0m\\n'; }
      colours() { for i in 1 2 3 4 5 6 7; do printf '\\e[3%dm%s\\e[0m ' $i kube; done; echo; }
      PS1='\\[\\e[1;32m\\]$\\[\\e[0m\\] '; LS_COLORS='di=1;34:ex=1;32:ln=36:*.gz=31'
      """;

  private static Browsing browsing;

  @BeforeAll
  static void start() {
    browsing = new Browsing();
  }

  @AfterAll
  static void stop() {
    browsing.close();
  }

  @Test
  void theList() {
    try (Visit visit = desk(1000, 665)) {
      new ToldTerminals()
          .ready("a3f1c2d4-7b1e-4a57-8c1d-2f60b7d1e901", "shop", 24, 1_512)
          .starting(STARTING, "billing", "SCHEDULED")
          .ended("c80d4f66-1f0b-4ad5-b3c9-7d3e9f12ab03", "shop", 95, "IDLE")
          .on(visit.page());
      TerminalPage page = list(visit);
      page.text("Nobody used it until its time was up.").waitFor();
      take(visit, "list");
    }
  }

  @Test
  void theSteps() {
    try (Visit visit = desk(1000, 560)) {
      new ToldTerminals().starting(STARTING, "billing", "SCHEDULED").on(visit.page());
      Locator open = visit.page().getByLabel("Open billing-5b0e");
      list(visit);
      open.click();
      visit.page().getByText("Pulling the image").last().waitFor();
      take(visit, "steps");
    }
  }

  @Test
  void theTerminalInTheDark() {
    try (FreshTerminal terminal = FreshTerminal.create("{\"namespace\": \"shop\"}");
        Visit visit = desk(1000, 400)) {
      emulate(visit, ColorScheme.DARK);
      fill(terminal.open(visit));
      take(visit, "terminal-dark");
    }
  }

  @Test
  void theTerminalInTheLight() {
    try (FreshTerminal terminal = FreshTerminal.create("{\"namespace\": \"shop\"}");
        Visit visit = desk(1000, 460)) {
      emulate(visit, ColorScheme.LIGHT);
      TerminalPage page = terminal.open(visit);
      fill(page).press("Control+Shift+F").type("kube");
      Locator count = visit.page().getByRole(AriaRole.SEARCH).getByRole(AriaRole.STATUS);
      assertThat(count).containsText(" of ");
      take(visit, "terminal-light");
    }
  }

  @Test
  void thePhone() {
    try (FreshTerminal terminal = FreshTerminal.create("{\"namespace\": \"shop\"}");
        Visit visit = browsing.onAPhone(Site.shared().origin())) {
      emulate(visit, ColorScheme.DARK);
      visit.page().setViewportSize(390, 560);
      fill(terminal.open(visit));
      visit.page().getByLabel("Keys").waitFor();
      take(visit, "phone");
    }
  }

  private static Visit desk(int width, int height) {
    return browsing.visit(
        Site.shared().origin(), new NewContextOptions().setViewportSize(width, height));
  }

  private static void emulate(Visit visit, ColorScheme scheme) {
    visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
  }

  private static TerminalPage list(Visit visit) {
    Site site = Site.shared();
    return new TerminalPage(visit.page()).goTo(site.pageAt(site.origin())).seeList();
  }

  private static TerminalPage fill(TerminalPage page) {
    page.paste(SOMETHING_TO_SEE).enter("clear; echo $((6*7))=set").awaitScreen("42=set");
    page.enter("clear").enter("ls --color -F").awaitScreen("greetings");
    page.enter("colours").awaitScreen("kube kube");
    page.enter("cat greetings").awaitScreen("└──");
    return page.enter("rainbow").awaitScreen("$ rainbow\n\n$");
  }

  private static void take(Visit visit, String name) {
    Picture.take(visit.page(), name).assertWorthKeeping();
    visit.assertNothingToComplainOf();
  }
}
