package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;

/** Looks at what a page shows right now, as somebody who cannot see it well does. */
final class ViewInspection {

  private static final Set<String> TO_BE_NAMED =
      Set.of(
          "button",
          "link",
          "textbox",
          "searchbox",
          "spinbutton",
          "combobox",
          "checkbox",
          "radio",
          "switch",
          "tab",
          "tablist",
          "tabpanel",
          "dialog",
          "list",
          "timer");

  /** Texts whose colour is less than 4.5 from the one under it; xterm.js cares for its own. */
  private static final String FAINT_TEXTS =
      """
      () => {
        const parts = colour => colour.match(/[\\d.]+/g).map(Number);
        const light = ([r, g, b]) => [r, g, b].map(x => x / 255)
          .map(x => x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4)
          .reduce((sum, x, i) => sum + x * [0.2126, 0.7152, 0.0722][i], 0);
        const under = element => {
          for (let at = element; at; at = at.parentElement) {
            const ground = parts(getComputedStyle(at).backgroundColor);
            if (ground.length === 3 || ground[3] === 1) return ground;
          }
          return [255, 255, 255];
        };
        const faint = [];
        for (const element of document.body.querySelectorAll('*')) {
          if (element.closest('.xterm, svg, option, :disabled') !== null) continue;
          if (!element.checkVisibility()) continue;
          const own = [...element.childNodes]
            .filter(node => node.nodeType === 3).map(node => node.data.trim()).join('');
          if (own === '' && !['INPUT', 'SELECT', 'TEXTAREA'].includes(element.tagName)) continue;
          const style = getComputedStyle(element);
          if (style.fontSize === '0px') continue;
          const [low, high] = [light(parts(style.color)), light(under(element))]
            .sort((a, b) => a - b);
          const ratio = (high + 0.05) / (low + 0.05);
          if (ratio < 4.5) faint.push(`${ratio.toFixed(2)}: ${own} (${element.className})`);
        }
        return faint;
      }
      """;

  /**
   * What reaches beyond the right edge, other than in rows that are made to be scrolled. A phone
   * zooms out for what is too wide, so its innerWidth is no measure.
   */
  private static final String TOO_WIDE =
      """
      () => [...document.querySelectorAll('body, body *')]
        .filter(element => element.checkVisibility())
        .filter(element =>
          element.closest('.tabs, .key-row, .xterm, .heard, .label, input, textarea') === null)
        .filter(element => element.getBoundingClientRect().right > document.documentElement.clientWidth + 1
          || element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1)
        .map(element => element.tagName + '.' + element.className)
      """;

  private final Page page;

  ViewInspection(Page page) {
    this.page = page;
  }

  void assertUsable(String view) {
    assertThat(nameless()).as("nameless in %s", view).isEmpty();
    assertThat(list(FAINT_TEXTS)).as("hard to read in %s", view).isEmpty();
    assertThat(list(TOO_WIDE)).as("too wide in %s", view).isEmpty();
  }

  /** As Chromium tells it to a screen reader. */
  private List<String> nameless() {
    CDPSession session = page.context().newCDPSession(page);
    try {
      List<JsonObject> nodes =
          StreamSupport.stream(
                  session.send("Accessibility.getFullAXTree").getAsJsonArray("nodes").spliterator(),
                  false)
              .map(node -> node.getAsJsonObject())
              .filter(node -> TO_BE_NAMED.contains(value(node, "role")))
              .toList();
      assertThat(nodes).isNotEmpty();
      return nodes.stream()
          .filter(node -> !node.get("ignored").getAsBoolean() && value(node, "name").isBlank())
          .map(JsonObject::toString)
          .toList();
    } finally {
      session.detach();
    }
  }

  private static String value(JsonObject node, String field) {
    return node.has(field) ? node.getAsJsonObject(field).get("value").getAsString() : "";
  }

  @SuppressWarnings("unchecked")
  private List<String> list(String script) {
    return (List<String>) page.evaluate(script);
  }
}
