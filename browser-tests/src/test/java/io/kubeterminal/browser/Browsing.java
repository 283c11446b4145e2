package io.kubeterminal.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.util.List;

/** A Chromium of one test class: its driver must not be shared between threads. */
final class Browsing implements AutoCloseable {

  private final Playwright playwright = Playwright.create();
  private final Browser browser =
      playwright
          .chromium()
          .launch(
              new LaunchOptions()
                  .setExecutablePath(ChromiumCondition.chromium().orElseThrow())
                  // Tests run as root in containers, where Chromium's sandbox cannot.
                  .setArgs(List.of("--no-sandbox")));

  /** A person with a desk: wide window, mouse and keyboard. */
  Visit atADesk(String origin) {
    return visit(origin, new NewContextOptions().setViewportSize(1280, 800));
  }

  /** A person with a phone, 390 px wide. */
  Visit onAPhone(String origin) {
    return visit(
        origin,
        new NewContextOptions()
            .setViewportSize(390, 844)
            .setDeviceScaleFactor(2)
            .setIsMobile(true)
            .setHasTouch(true));
  }

  Visit visit(String origin, NewContextOptions options) {
    return new Visit(
        origin,
        browser.newContext(options.setPermissions(List.of("clipboard-read", "clipboard-write"))));
  }

  @Override
  public void close() {
    playwright.close();
  }
}
