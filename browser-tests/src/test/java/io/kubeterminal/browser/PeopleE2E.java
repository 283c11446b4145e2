package io.kubeterminal.browser;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.kubeterminal.e2e.Platform;
import io.kubeterminal.e2e.TestNamespace;
import io.kubeterminal.testing.ClusterTest;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Several people of a real cluster, each signed in with a token of theirs. */
@BrowserTest
@ClusterTest
class PeopleE2E {

  private static final Duration SHORTLY = Duration.ofSeconds(30);

  @Test
  void peopleWorkSideBySide() throws Exception {
    try (TestNamespace namespace = new TestNamespace();
        TestNamespace admins = new TestNamespace();
        Platform platform =
            Platform.start(
                namespace,
                Map.of(
                    "terminal.auth.admin-groups",
                    "system:serviceaccounts:" + admins.name(),
                    // Pods reach it by another address than the worker does.
                    "terminal.provisioner.cluster.reviews-tokens",
                    "true",
                    "terminal.provisioner.revocation.interval",
                    "10s"));
        Browsing browsing = new Browsing()) {
      String site = "http://127.0.0.1:" + platform.api().port();
      try (Visit anns = browsing.atADesk(site);
          Visit admin = browsing.atADesk(site)) {
        TerminalPage ann = signIn(anns, site, namespace.viewerToken("ann"));
        assertThat(everybodysSwitch(anns).count()).isZero();
        use(ann.openNewTerminal());
        renew(ann, namespace.freshToken("ann"));

        signIn(admin, site, admins.viewerToken("root"));
        endAsAdmin(admin, "system:serviceaccount:" + namespace.name() + ":ann");
        ann.text("An administrator closed it.").first().waitFor();

        ann.goTo(site + "/#/").seeList();
        use(ann.openNewTerminalOfAnother(namespace.viewerToken("robot")));
        namespace.revoke("robot");
        // The API server remembers a good token for 10 s; then two reviews refuse it.
        ann.text("The token that it worked with is not valid any more.")
            .first()
            .waitFor(new Locator.WaitForOptions().setTimeout(60_000));

        ann.goTo(site + "/#/").seeList();
        ann.button("Sign out").click();
        ann.heading("Sign in").waitFor();
        anns.page().reload();
        ann.heading("Sign in").waitFor();

        // Whoever is not signed in yet is told so by the API, and who uses what just ended, too.
        for (Visit visit : new Visit[] {anns, admin}) {
          visit.forgive(complaint -> complaint.contains("401") || complaint.contains("410"));
          visit.assertNothingToComplainOf();
        }
      }
    }
  }

  private static TerminalPage signIn(Visit visit, String site, String token) {
    TerminalPage page = new TerminalPage(visit.page());
    page.goTo(site).heading("Sign in").waitFor();
    visit.page().getByLabel("Token").fill(token);
    page.button("Sign in").click();
    return page.seeList();
  }

  private static void use(TerminalPage page) {
    page.awaitConnected().enter("echo $((6*7))=answer").awaitScreen("42=answer");
  }

  /** The shell goes on, and finds the new token in its file. */
  private static void renew(TerminalPage page, String token) throws Exception {
    String shell = page.shellId("before");
    page.button("Renew token").click();
    Locator dialog = page.page().getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Token", new Locator.GetByLabelOptions().setExact(true)).last().fill(token);
    dialog
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Renew").setExact(true))
        .click();
    page.text("has the new credential.").first().waitFor();
    page.input().focus();
    String sum =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    await("the new token in its file")
        .atMost(SHORTLY)
        .pollInSameThread()
        .untilAsserted(
            () -> {
              page.enter("clear; tr -d '\\n' < /etc/kube-terminal/token | sha256sum");
              assertThat(page.awaitMatch("(?m)^([0-9a-f]{64})  -")).isEqualTo(sum);
            });
    assertThat(page.shellId("after")).isEqualTo(shell);
  }

  /** Sees whose it is, is offered no way in, and ends it. */
  private static void endAsAdmin(Visit visit, String owner) {
    everybodysSwitch(visit).check();
    Locator card =
        visit
            .page()
            .getByRole(AriaRole.LISTITEM)
            .filter(new Locator.FilterOptions().setHasText(owner));
    card.waitFor();
    assertThat(TerminalPage.visible(card.getByText("Open")).count()).isZero();
    TerminalPage.visible(card.getByText("Close")).click();
    Locator dialog = visit.page().getByRole(AriaRole.DIALOG);
    dialog.waitFor();
    dialog.getByRole(AriaRole.BUTTON).last().click();
  }

  private static Locator everybodysSwitch(Visit visit) {
    return visit
        .page()
        .getByRole(AriaRole.SWITCH, new Page.GetByRoleOptions().setName("Everybody's terminals"));
  }
}
