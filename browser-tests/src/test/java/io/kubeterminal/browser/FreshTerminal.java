package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.testing.SeedClient;

/** A terminal of one test, made through the API and gone with the test. */
record FreshTerminal(String id, String name) implements AutoCloseable {

  static FreshTerminal create() {
    return create("{}");
  }

  static FreshTerminal create(String request) {
    SeedClient.Answer made = Site.shared().client().create(request);
    String id = made.text("terminalId");
    assertThat(id).as(made.toString()).hasSize(36);
    return new FreshTerminal(id, made.text("namespace") + "-" + id.substring(0, 4));
  }

  /** Signs in, and shows it with an empty screen. */
  TerminalPage open(Visit visit) {
    Site site = Site.shared();
    TerminalPage page = new TerminalPage(visit.page());
    page.goTo(site.pageAt(site.origin())).seeList();
    return show(page);
  }

  /** In a tab more of a page that is there. */
  TerminalPage show(TerminalPage page) {
    page.goTo(address()).awaitConnected();
    return page.enter("PS1='$ '; clear; echo rea''dy").awaitScreen("ready");
  }

  String address() {
    return Site.shared().origin() + "/#/terminals/" + id;
  }

  void end() {
    Site.shared().client().delete(id);
  }

  @Override
  public void close() {
    end();
  }
}
