package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person does on the page, in steps that are verbs; everything is found by role and name.
 */
final class TerminalPage {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** The lines that are in view, as a person reads them. */
  private static final String VISIBLE_TEXT =
      """
      () => {
        const rows = [...document.querySelectorAll('.xterm-rows')].find(r => r.offsetParent);
        return rows === undefined ? ''
          : [...rows.children].map(r => r.textContent.replaceAll('\\u00a0', ' ').trimEnd())
              .join('\\n');
      }
      """;

  private static final String ROW_COUNT =
      """
      () => [...document.querySelectorAll('.xterm-rows')].find(r => r.offsetParent)
              .childElementCount
      """;

  /** Where, from the left, the bar stands in the last line that begins like this and holds one. */
  private static final String BAR_POSITION =
      """
      start => {
        const rows = [...document.querySelectorAll('.xterm-rows')].find(r => r.offsetParent);
        const row = [...rows.children].findLast(r =>
          r.textContent.startsWith(start) && r.textContent.includes('|'));
        const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
          const at = texts.currentNode.data.indexOf('|');
          if (at >= 0) {
            const range = document.createRange();
            range.setStart(texts.currentNode, at);
            range.setEnd(texts.currentNode, at + 1);
            return range.getBoundingClientRect().left;
          }
        }
      }
      """;

  private final Page page;

  TerminalPage(Page page) {
    this.page = page;
  }

  /** Opens the list, signed in or not. */
  TerminalPage goTo(String url) {
    page.navigate(url);
    return this;
  }

  TerminalPage seeList() {
    heading("My terminals").waitFor();
    return this;
  }

  TerminalPage openNewTerminal() {
    button("New terminal").first().click();
    page.getByRole(AriaRole.DIALOG).waitFor();
    button("Open terminal").click();
    return this;
  }

  TerminalPage openNewTerminal(String token) {
    button("New terminal").first().click();
    page.getByRole(AriaRole.DIALOG).waitFor();
    visible(page.locator("input[type=password]")).fill(token);
    button("Open terminal").click();
    return this;
  }

  /** The same where it would work with the caller's own token. */
  TerminalPage openNewTerminalOfAnother(String token) {
    button("New terminal").first().click();
    text("Use another token, or a kubeconfig").click();
    visible(page.locator("input[type=password]")).fill(token);
    button("Open terminal").click();
    return this;
  }

  /** Waits until the shell takes what is typed. */
  TerminalPage awaitConnected() {
    connection().getByText("Connected", new Locator.GetByTextOptions().setExact(true)).waitFor();
    input().focus();
    return this;
  }

  String terminalId() {
    Matcher id = Pattern.compile("#/terminals/([0-9a-f-]{36})").matcher(page.url());
    assertThat(id.find()).as(page.url()).isTrue();
    return id.group(1);
  }

  TerminalPage type(String text) {
    page.keyboard().type(text);
    return this;
  }

  TerminalPage enter(String line) {
    page.keyboard().type(line);
    page.keyboard().press("Enter");
    return this;
  }

  TerminalPage press(String keys) {
    page.keyboard().press(keys);
    return this;
  }

  /** Puts the text into the clipboard, and pastes it as a person would. */
  TerminalPage paste(String text) {
    page.evaluate("text => navigator.clipboard.writeText(text)", text);
    page.keyboard().press("Control+Shift+V");
    return this;
  }

  String screen() {
    return (String) page.evaluate(VISIBLE_TEXT);
  }

  int rows() {
    return (int) page.evaluate(ROW_COUNT);
  }

  double barPosition(String lineStart) {
    return ((Number) page.evaluate(BAR_POSITION, lineStart)).doubleValue();
  }

  TerminalPage awaitScreen(String text) {
    return awaitScreen(text, PATIENCE);
  }

  TerminalPage awaitScreen(String text, Duration atMost) {
    await("the screen to show " + text)
        .atMost(atMost)
        .pollInSameThread()
        .untilAsserted(() -> assertThat(screen()).contains(text));
    return this;
  }

  /** The first group of what the screen shows like this. */
  String awaitMatch(String pattern) {
    Pattern wanted = Pattern.compile(pattern);
    await("the screen to show " + pattern)
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(() -> assertThat(screen()).containsPattern(wanted));
    Matcher found = wanted.matcher(screen());
    assertThat(found.find()).isTrue();
    return found.group(1);
  }

  /** The process id of the shell: another one would be another shell. */
  String shellId(String mark) {
    enter("echo \"" + mark + "=$$;\"");
    return awaitMatch(mark + "=(\\d+);");
  }

  Locator connection() {
    return visible(
        page.getByRole(AriaRole.STATUS, new Page.GetByRoleOptions().setName("Connection")));
  }

  Locator input() {
    return visible(page.getByLabel("Terminal input"));
  }

  Locator button(String name) {
    return visible(
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true)));
  }

  Locator heading(String name) {
    return visible(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name)));
  }

  Locator steps() {
    return visible(page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("Steps")));
  }

  Locator text(String words) {
    return visible(page.getByText(words));
  }

  Page page() {
    return page;
  }

  static Locator visible(Locator locator) {
    return locator.filter(new Locator.FilterOptions().setVisible(true));
  }
}
