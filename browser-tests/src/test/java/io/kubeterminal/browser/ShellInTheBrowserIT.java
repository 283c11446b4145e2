package io.kubeterminal.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.kubeterminal.testing.Interruption;
import java.net.URI;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The main story, on a desk and on a phone. */
@BrowserTest
class ShellInTheBrowserIT {

  private static Browsing browsing;
  private static Interruption network;
  private static String origin;

  @BeforeAll
  static void start() {
    browsing = new Browsing();
    network = new Interruption(URI.create(Site.shared().origin()));
    origin = "http://127.0.0.1:" + network.port();
  }

  @AfterAll
  static void stop() {
    browsing.close();
    network.close();
  }

  @Test
  void onADesk() {
    try (Visit visit = browsing.atADesk(origin)) {
      tell(new ShellStory(visit, network), 1000, 600);
      visit.assertNothingToComplainOf();
    }
  }

  @Test
  void onAPhone() {
    try (Visit visit = browsing.onAPhone(origin)) {
      ShellStory story = new ShellStory(visit, network);
      tell(story, 390, 600);
      visit.assertNothingToComplainOf();
    }
  }

  private static void tell(ShellStory story, int width, int height) {
    assertThat(story.create(Site.shared().pageAt(origin))).contains("Requested");
    story.typeAndSee42();
    story.resize(width, height);
    story.pasteThreeLines();
    story.showWideCharactersAligned();
    story.reloadAndFindTheSameShell();
    story.loseTheNetworkAndFindTheSameShell();
    assertThat(fitsItsWidth(story)).isTrue();
    story.close();
  }

  private static boolean fitsItsWidth(ShellStory story) {
    return (boolean)
        story
            .page()
            .page()
            .evaluate(
                "() => document.documentElement.scrollWidth <="
                    + " document.documentElement.clientWidth");
  }
}
