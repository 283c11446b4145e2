package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.kubeterminal.testing.Interruption;
import java.time.Duration;
import java.util.List;

/**
 * The main story of a person: create a terminal, use it in all the ways a terminal is used, lose
 * the page and the network and find the same shell, close it.
 */
final class ShellStory {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Visit visit;
  private final Interruption network;
  private final TerminalPage page;

  /**
   * @param network what the browser's connections go through
   */
  ShellStory(Visit visit, Interruption network) {
    this.visit = visit;
    this.network = network;
    this.page = new TerminalPage(visit.page());
  }

  TerminalPage page() {
    return page;
  }

  /** Opens a terminal from the list, and returns the steps that were shown on the way. */
  List<String> create(String url) {
    StepsSeen.observe(visit.context());
    page.goTo(url).seeList().openNewTerminal().awaitConnected();
    return StepsSeen.on(visit.page());
  }

  /** The same where a token must be given. */
  List<String> create(String url, String token) {
    StepsSeen.observe(visit.context());
    page.goTo(url).seeList().openNewTerminal(token).awaitConnected();
    return StepsSeen.on(visit.page());
  }

  void typeAndSee42() {
    page.enter("echo $((6*7))=answer").awaitScreen("42=answer");
  }

  void resize(int width, int height) {
    int before = page.rows();
    visit.page().setViewportSize(width, height);
    await("another number of rows")
        .atMost(PATIENCE)
        .pollInSameThread()
        .until(() -> page.rows() != before);
    await("the shell to know its size")
        .atMost(PATIENCE)
        .pollInSameThread()
        .untilAsserted(
            () -> {
              page.enter("clear; stty size");
              assertThat(page.awaitMatch("(?m)^(\\d+) \\d+$")).isEqualTo("" + page.rows());
            });
  }

  void pasteThreeLines() {
    page.enter("clear; echo list''ening; cat > pasted.txt").awaitScreen("listening");
    page.paste("one\ntwo  two\n\tthree\n").awaitScreen("three").press("Control+D");
    page.enter("clear; md5sum < pasted.txt; printf 'one\\ntwo  two\\n\\tthree\\n' | md5sum");
    String first = page.awaitMatch("(?s)([0-9a-f]{32})  -\\s+[0-9a-f]{32}  -");
    assertThat(page.awaitMatch("(?s)[0-9a-f]{32}  -\\s+([0-9a-f]{32})  -")).isEqualTo(first);
  }

  /** Eight cells of wide characters are as wide as eight letters. */
  void showWideCharactersAligned() {
    page.enter("clear; printf '日本語🙂|\\nabcdefgh|\\n\\u00e9\\u0061\\u0308cdefgh|\\n'");
    page.awaitScreen("abcdefgh|\n");
    double letters = page.barPosition("abcdefgh");
    assertThat(page.barPosition("日本語")).isCloseTo(letters, within(1));
    assertThat(page.barPosition("é")).isCloseTo(letters, within(1));
  }

  void reloadAndFindTheSameShell() {
    String shell = page.shellId("before");
    visit.page().reload();
    page.awaitConnected().awaitScreen("before=" + shell + ";");
    assertThat(page.shellId("after")).isEqualTo(shell);
  }

  void loseTheNetworkAndFindTheSameShell() {
    String shell = page.shellId("net");
    network.cut();
    page.text("Nothing you type arrives").waitFor();
    network.mend();
    page.awaitConnected();
    assertThat(page.shellId("back")).isEqualTo(shell);
    visit.forgive(complaint -> complaint.contains("ERR_") || complaint.contains("WebSocket"));
  }

  void close() {
    page.button("Close terminal").click();
    Locator dialog = visit.page().getByRole(AriaRole.DIALOG);
    dialog.waitFor();
    dialog.getByRole(AriaRole.BUTTON).last().click();
    page.text("You closed it.").first().waitFor();
    // What was on its way to the terminal just then is told that it has ended.
    visit.forgive(complaint -> complaint.contains("410"));
  }

  private static org.assertj.core.data.Offset<Double> within(double pixels) {
    return org.assertj.core.data.Offset.offset(pixels);
  }
}
