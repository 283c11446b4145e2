package io.kubeterminal.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every view has names for what can be used, can be read, and fits 390 px, in both themes. */
@BrowserTest
class AccessibilityIT {

  /** The longest name that Kubernetes allows for a namespace. */
  private static final String LONG = "n".repeat(63);

  private static final String STARTING = "5b0e7d12-63c4-4f0e-9a51-0e6b5d6f7a01";
  private static final String FAILED = "77c1d0aa-2a61-4c4e-8b1c-3c5f0e9b8d02";

  private static Browsing browsing;

  @BeforeAll
  static void start() {
    browsing = new Browsing();
  }

  @AfterAll
  static void stop() {
    browsing.close();
  }

  private static Visit visit(ColorScheme scheme) {
    Visit visit = browsing.onAPhone(Site.shared().origin());
    visit.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    return visit;
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void signIn(ColorScheme scheme) {
    Site site = Site.shared();
    try (Visit visit = visit(scheme)) {
      ViewInspection view = new ViewInspection(visit.page());
      TerminalPage page = new TerminalPage(visit.page()).goTo(site.origin() + "/#key=wrong");
      page.heading("Sign in").waitFor();
      assertThat(visit.page().getByRole(AriaRole.ALERT)).not().isEmpty();
      view.assertUsable("sign-in");
      visit.page().route("**/api/v1/choices", route -> route.abort());
      page.goTo(site.origin() + "/#/away");
      visit.page().reload();
      page.heading("Not there yet").waitFor();
      view.assertUsable("the service is away");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void listFormAndSteps(ColorScheme scheme) {
    try (Visit visit = visit(scheme)) {
      new ToldTerminals()
          .ready("a3f1c2d4-7b1e-4a57-8c1d-2f60b7d1e901", LONG, 24, 1_512)
          .ready("b3f1c2d4-7b1e-4a57-8c1d-2f60b7d1e901", "soon", 24, 100)
          .starting(STARTING, LONG, "SCHEDULED")
          .failed(FAILED, LONG, "IMAGE_PULL", "rpc/error/".repeat(30))
          .ended("c80d4f66-1f0b-4ad5-b3c9-7d3e9f12ab03", "shop", 95, "IDLE")
          .on(visit.page());
      Site site = Site.shared();
      ViewInspection view = new ViewInspection(visit.page());
      TerminalPage page = new TerminalPage(visit.page());
      page.goTo(site.pageAt(site.origin())).seeList();
      page.button("I am here").waitFor();
      view.assertUsable("list");

      page.button("New terminal").first().click();
      Locator form = visit.page().getByRole(AriaRole.DIALOG);
      form.getByText("Use a token or kubeconfig of my own").click();
      form.getByLabel("Ends when unused for").selectOption("other");
      form.getByLabel("Minutes").fill("0");
      form.getByLabel("Namespace").fill("A!");
      page.button("Open terminal").click();
      assertThat(form.getByLabel("Namespace")).hasAttribute("aria-invalid", "true");
      view.assertUsable("form");
      form.getByText("Kubeconfig", new Locator.GetByTextOptions().setExact(true)).first().click();
      view.assertUsable("form with a kubeconfig");
      page.button("Cancel").click();

      page.button("Options").click();
      view.assertUsable("options");
      page.button("Done").click();

      page.button("Close soon-b3f1").click();
      view.assertUsable("closing");
      page.button("Keep it").click();

      page.goTo(site.origin() + "/#/terminals/" + STARTING);
      page.heading("Starting").waitFor();
      view.assertUsable("steps");
      page.goTo(site.origin() + "/#/terminals/" + FAILED);
      page.heading("Could not start").waitFor();
      view.assertUsable("failure");
      page.goTo(site.origin() + "/#/terminals/00000000-0000-0000-0000-000000000000");
      page.heading("There is no such terminal").waitFor();
      view.assertUsable("no such terminal");
      visit.assertNothingToComplainOf();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void terminalFromItsShellToItsEnd(ColorScheme scheme) {
    try (FreshTerminal terminal = FreshTerminal.create();
        Visit visit = visit(scheme)) {
      ViewInspection view = new ViewInspection(visit.page());
      TerminalPage page = terminal.open(visit);
      view.assertUsable("terminal");
      page.button("Find").click();
      page.type("ready");
      assertThat(visit.page().getByRole(AriaRole.SEARCH)).containsText(" of ");
      view.assertUsable("find");
      page.press("Escape").enter("exit");
      page.button("New shell").waitFor();
      view.assertUsable("shell ended");
      terminal.end();
      page.heading("This terminal has ended").waitFor();
      view.assertUsable("terminal ended");
    }
  }

  @Test
  void whatIsWrongIsSeen() {
    try (Visit visit = visit(ColorScheme.LIGHT)) {
      ViewInspection view = new ViewInspection(visit.page());
      String phone = "<meta name=viewport content='width=device-width, initial-scale=1'>";
      visit.page().setContent(phone + "<button></button>");
      assertThatThrownBy(() -> view.assertUsable("a")).hasMessageContaining("nameless in a");
      visit.page().setContent(phone + "<button>a</button><p style='color: #888'>b</p>");
      assertThatThrownBy(() -> view.assertUsable("b")).hasMessageContaining("hard to read in b");
      visit.page().setContent(phone + "<button>a</button><pre>" + "wide".repeat(50));
      assertThatThrownBy(() -> view.assertUsable("c")).hasMessageContaining("too wide in c");
    }
  }
}
