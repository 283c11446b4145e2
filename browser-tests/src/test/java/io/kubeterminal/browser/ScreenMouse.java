package io.kubeterminal.browser;

import com.microsoft.playwright.Mouse;
import com.microsoft.playwright.Page;
import java.util.List;

/** What a person does with the mouse on the text of a screen. */
final class ScreenMouse {

  /** Left, right and middle of the text where it stands first, in pixels of the page. */
  private static final String PLACE =
      """
      text => {
        const rows = [...document.querySelectorAll('.xterm-rows')].find(r => r.offsetParent);
        for (const row of rows.children) {
          const at = row.textContent.indexOf(text);
          if (at < 0) continue;
          const range = document.createRange();
          const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
          let before = 0;
          while (texts.nextNode()) {
            const node = texts.currentNode;
            const start = at - before;
            const end = at + text.length - before;
            if (start >= 0 && start < node.length) range.setStart(node, start);
            if (end > 0 && end <= node.length) range.setEnd(node, end);
            before += node.length;
          }
          const { left, right, top, bottom } = range.getBoundingClientRect();
          return [left, right, (top + bottom) / 2];
        }
        throw new Error('the screen does not show ' + text);
      }
      """;

  private final Page page;

  ScreenMouse(Page page) {
    this.page = page;
  }

  void doubleClick(String text) {
    List<Double> place = place(text);
    page.mouse().dblclick((place.get(0) + place.get(1)) / 2, place.get(2));
  }

  /** Hovers first: a link is only one when the pointer has come. */
  void click(String text) {
    List<Double> place = place(text);
    double x = (place.get(0) + place.get(1)) / 2;
    page.mouse().move(x - 3, place.get(2));
    page.mouse().move(x, place.get(2), new Mouse.MoveOptions().setSteps(3));
    page.mouse().click(x, place.get(2));
  }

  /** Draws from the first letter of the text to its last. */
  void select(String text) {
    List<Double> place = place(text);
    page.mouse().move(place.get(0) + 1, place.get(2));
    page.mouse().down();
    page.mouse().move(place.get(1) - 1, place.get(2), new Mouse.MoveOptions().setSteps(5));
    page.mouse().up();
  }

  @SuppressWarnings("unchecked")
  private List<Double> place(String text) {
    return ((List<Number>) page.evaluate(PLACE, text)).stream().map(Number::doubleValue).toList();
  }
}
