package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.BoundingBox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a program prints is never more than text: it cannot reach out of the screen. */
@BrowserTest
class HostileOutputIT {

  private static final long MOST_HEAP_BYTES = 200L * 1024 * 1024;

  private static Browsing browsing;
  private static Visit visit;
  private static int questions;
  private static TerminalPage page;
  private static final List<String> opened = new ArrayList<>();

  @BeforeAll
  static void openATerminal() {
    Site site = Site.shared();
    browsing = new Browsing();
    visit = browsing.atADesk(site.origin());
    visit
        .page()
        .onDialog(
            dialog -> {
              opened.add(dialog.message());
              dialog.dismiss();
            });
    visit.context().onPage(another -> opened.add(another.url()));
    page = new TerminalPage(visit.page());
    page.goTo(site.pageAt(site.origin())).seeList().openNewTerminal().awaitConnected();
    opened.clear();
  }

  @AfterAll
  static void nothingToComplainOf() {
    visit.assertNothingToComplainOf();
    assertThat(opened).isEmpty();
    browsing.close();
  }

  @Test
  void theClipboardIsNotWritten() {
    visit.page().evaluate("() => navigator.clipboard.writeText('mine')");
    page.enter("clear; printf '\\e]52;c;c3RvbGVu\\a'; echo writ''ten").awaitScreen("written");
    assertThat(visit.page().evaluate("() => navigator.clipboard.readText()")).isEqualTo("mine");
  }

  @Test
  void theClipboardIsNotRead() {
    visit.page().evaluate("() => navigator.clipboard.writeText('secret')");
    assertThat(reply("\\e]52;c;?\\a")).isEmpty();
  }

  @Test
  void aScriptIsNoLink() {
    page.enter("clear; printf '\\e]8;;javascript:alert(1)\\e\\\\cli''ckme\\e]8;;\\e\\\\\\n'");
    page.awaitScreen("clickme");
    Locator link = TerminalPage.visible(visit.page().getByText("clickme")).last();
    BoundingBox box = link.boundingBox();
    for (String key : List.of("Shift", "Control", "Meta")) {
      visit.page().keyboard().down(key);
      visit.page().mouse().click(box.x + 5, box.y + box.height / 2);
      visit.page().keyboard().up(key);
    }
    visit.page().mouse().click(box.x + 5, box.y + box.height / 2);
    assertThat(visit.page().getByRole(AriaRole.DIALOG).count()).isZero();
    assertThat(opened).isEmpty();
    page.input().focus();
  }

  @Test
  void nothingIsTypedBackToAQuestionWhoseAnswerIsTheAsker() {
    assertThat(reply("\\eP$q\"p\\e\\\\")).as("DECRQSS").isEmpty();
    assertThat(reply("\\eP+q544e\\e\\\\")).as("XTGETTCAP").isEmpty();
    assertThat(reply("\\e]10;?\\a")).as("colour").isEmpty();
    assertThat(reply("\\e[21t")).as("title").isEmpty();
    assertThat(reply("\\e[c"))
        .as("what a terminal must answer, so that this can fail")
        .isNotEmpty();
  }

  /** What the page types by itself when a program prints this. */
  private static String reply(String sequence) {
    // Another mark each time: what an earlier question showed may still be on the screen.
    String mark = "reply" + ++questions;
    page.enter(
        "clear; printf '"
            + sequence
            + "'; IFS= read -rs -t 1 -N 99 answer; printf '%s=%q;\\n' "
            + mark
            + " \"$answer\"");
    String answer = page.awaitMatch(mark + "=(.*);");
    return answer.equals("''") ? "" : answer;
  }

  @Test
  void aTitleIsText() {
    page.enter("clear; printf '\\e]0;<img src=x onerror=alert(1)>\\a'; echo tit''led");
    page.awaitScreen("titled");
    Locator tab =
        visit
            .page()
            .getByRole(AriaRole.TABLIST)
            .getByText("<img src=x onerror=alert(1)>", new Locator.GetByTextOptions());
    tab.first().waitFor();
    assertThat(visit.page().locator("[role=tablist] img").count()).isZero();
    page.input().focus();
  }

  @Test
  void aHundredMegabytesWithoutALineEndLeaveThePageAlive() {
    page.enter("clear; head -c 100000000 /dev/zero | tr '\\0' x; clear; echo $((6*7))=alive");
    page.awaitScreen("42=alive", Duration.ofMinutes(3));
    page.enter("clear; echo $((6*7))=typed").awaitScreen("42=typed");
    await("the heap to be small")
        .atMost(Duration.ofSeconds(20))
        .pollInSameThread()
        .untilAsserted(() -> assertThat(heapAfterCollection()).isLessThan(MOST_HEAP_BYTES));
  }

  private static long heapAfterCollection() {
    CDPSession devtools = visit.context().newCDPSession(visit.page());
    devtools.send("HeapProfiler.collectGarbage");
    JsonObject usage = devtools.send("Runtime.getHeapUsage");
    devtools.detach();
    return usage.get("usedSize").getAsLong();
  }
}
