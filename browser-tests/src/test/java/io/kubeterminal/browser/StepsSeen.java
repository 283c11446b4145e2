package io.kubeterminal.browser;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.util.List;

/** Writes down every step that the page shows as done, however short that is. */
final class StepsSeen {

  private static final String OBSERVE =
      """
      window.stepsSeen = [];
      addEventListener('DOMContentLoaded', () => new MutationObserver(() => {
        for (const step of document.querySelectorAll('[aria-label=Steps] [data-progress=done]')) {
          const words = step.firstElementChild.textContent;
          if (!window.stepsSeen.includes(words)) window.stepsSeen.push(words);
        }
      }).observe(document.documentElement, {
        subtree: true, childList: true, attributes: true, characterData: true}));
      """;

  private StepsSeen() {}

  static void observe(BrowserContext context) {
    context.addInitScript(OBSERVE);
  }

  @SuppressWarnings("unchecked")
  static List<String> on(Page page) {
    return (List<String>) page.evaluate("() => window.stepsSeen");
  }
}
